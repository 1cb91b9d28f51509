import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.gaussdb.v3.GaussDBClient;
import com.huaweicloud.sdk.gaussdb.v3.model.ListHtapDataStoreRequest;
import java.util.List;
import java.util.Objects;

public class Probe {
    public static void main(String[] arguments) throws Exception {
        var credentials = new BasicCredentials().withAk("ak").withSk("sk");
        if (!System.getenv("PROJECT").isEmpty()) {
            credentials.withProjectId(System.getenv("PROJECT"));
        }
        var client = GaussDBClient.newBuilder().withCredential(credentials).withEndpoints(List.of(System.getenv("URL"))).build();
        try {
            var answer = client.listHtapDataStore(new ListHtapDataStoreRequest().withEngineName(System.getenv("ENGINE")));
            var rows = answer.getDatastores();
            var name = rows == null || rows.isEmpty() ? rows : new ObjectMapper().writeValueAsString(rows.get(0).getName());
            System.out.println("ok " + answer.getHttpStatusCode() + " " + name + " -");
        } catch (ServiceResponseException error) {
            System.out.println("error " + error.getClass().getSimpleName() + " " + error.getHttpStatusCode() + " "
                + Objects.requireNonNullElse(error.getErrorCode(), "-") + " " + Objects.requireNonNullElse(error.getRequestId(), "-"));
        } catch (Exception error) {
            System.out.println("error " + error.getClass().getSimpleName() + " - - -");
        }
        // The SDK's threads would keep the process alive.
        System.exit(0);
    }
}
