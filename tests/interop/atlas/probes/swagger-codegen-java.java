import htap.ApiException;
import htap.api.HtapEngineResourcesApi;
import htap.model.EngineName;
import htap.model.ErrorResponse;
import java.time.Duration;

public class Probe {
    public static void main(String[] arguments) throws Exception {
        var cure = System.getenv("CURE");
        var client = new htap.ApiClient();
        client.setBasePath(System.getenv("URL"));
        client.addDefaultHeader("X-Auth-Token", "token");
        if (cure.contains("callTimeout")) {
            client.setHttpClient(client.getHttpClient().newBuilder().callTimeout(Duration.ofSeconds(1)).build());
        }
        var api = new HtapEngineResourcesApi(client);
        try {
            var engine = EngineName.fromValue(System.getenv("ENGINE"));
            var status = "-";
            var id = "-";
            htap.model.ListHtapDataStoreResponse answer;
            if (cure.contains("WithHttpInfo")) {
                var whole = api.listHtapDataStoreWithHttpInfo(System.getenv("PROJECT"), engine, null);
                status = String.valueOf(whole.getStatusCode());
                id = whole.getHeaders().get("X-Request-Id").get(0);
                answer = whole.getData();
            } else {
                answer = api.listHtapDataStore(System.getenv("PROJECT"), engine, null);
            }
            var rows = answer == null ? null : answer.getDatastores();
            var name = rows == null || rows.isEmpty() ? rows : client.getJSON().serialize(rows.get(0).getName());
            System.out.println("ok " + status + " " + name + " " + id);
        } catch (ApiException error) {
            // The exception has the body, which the caller parses.
            var code = "-";
            try {
                ErrorResponse body = client.getJSON().deserialize(error.getResponseBody(), ErrorResponse.class);
                code = body.getErrorCode() == null ? "-" : body.getErrorCode();
            } catch (Exception none) {
                // not JSON
            }
            var headers = error.getResponseHeaders();
            var ids = headers == null ? null : headers.get("X-Request-Id");
            System.out.println("error ApiException " + error.getCode() + " " + code + " " + (ids == null ? "-" : ids.get(0)));
        } catch (Exception error) {
            System.out.println("error " + error.getClass().getSimpleName() + " - - -");
        }
        System.exit(0);
    }
}
