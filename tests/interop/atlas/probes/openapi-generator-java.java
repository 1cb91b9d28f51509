import htap.ApiException;
import htap.api.HtapEngineResourcesApi;
import htap.model.EngineName;
import htap.model.ErrorResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

public class Probe {
    public static void main(String[] arguments) throws Exception {
        var cure = System.getenv("CURE");
        var client = new htap.ApiClient();
        client.updateBaseUri(System.getenv("URL"));
        client.setRequestInterceptor(http -> http.setHeader("X-Auth-Token", "token"));
        if (cure.contains("setReadTimeout")) {
            client.setReadTimeout(Duration.ofSeconds(1));
        }
        var api = new HtapEngineResourcesApi(client);
        var project = System.getenv("PROJECT");
        try {
            var engine = EngineName.fromValue(System.getenv("ENGINE"));
            var status = "-";
            var id = "-";
            htap.model.ListHtapDataStoreResponse answer;
            if (cure.contains("WithHttpInfo")) {
                var whole = api.listHtapDataStoreWithHttpInfo(project, engine, null);
                status = String.valueOf(whole.getStatusCode());
                id = String.valueOf(whole.getHeaders().get("X-Request-Id").get(0));
                answer = whole.getData();
            } else if (cure.contains("CompletableFuture")) {
                answer = CompletableFuture.supplyAsync(() -> {
                    try {
                        return api.listHtapDataStore(project, engine, null);
                    } catch (ApiException error) {
                        throw new IllegalStateException(error);
                    }
                }).get(1, TimeUnit.SECONDS);
            } else {
                answer = api.listHtapDataStore(project, engine, null);
            }
            var rows = answer == null ? null : answer.getDatastores();
            var name = rows == null || rows.isEmpty() ? rows : client.getObjectMapper().writeValueAsString(rows.get(0).getName());
            System.out.println("ok " + status + " " + name + " " + id);
        } catch (ApiException error) {
            // The exception has the body, which the caller parses.
            var code = "-";
            try {
                code = client.getObjectMapper().readValue(error.getResponseBody(), ErrorResponse.class).getErrorCode();
            } catch (Exception none) {
                // not JSON
            }
            var headers = error.getResponseHeaders();
            var id = headers == null ? "-" : headers.firstValue("X-Request-Id").orElse("-");
            System.out.println("error ApiException " + error.getCode() + " " + code + " " + id);
        } catch (Exception error) {
            System.out.println("error " + error.getClass().getSimpleName() + " - - -");
        }
        System.exit(0);
    }
}
