import com.fasterxml.jackson.databind.ObjectMapper;
import htap.api.HtapEngineResourcesApi;
import htap.model.Datastore;
import htap.model.EngineName;
import htap.model.ErrorResponse;
import iam.api.TokensApi;
import iam.model.*;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

public class List {
    // The limit ends when the headers arrive. The library has no limit for a body that does not end.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    // The last response: an exception about its body contains neither its status nor its headers.
    private static HttpResponse<?> seen;

    public static void main(String[] args) {
        try {
            run();
        } catch (iam.ApiException error) {
            var body = parse(new iam.ApiClient().getObjectMapper(), error.getResponseBody(), IamErrorResponse.class);
            fail("IAM", error, body.map(refused ->
                    refused.getError() == null ? refused.getErrorMsg() : refused.getError().getMessage()));
        } catch (htap.ApiException error) {
            fail("The service", error, text(error));
        }
    }

    private static void run() throws iam.ApiException, htap.ApiException {
        var user = new PasswordUser()
                .name(System.getenv("HW_USER_NAME"))
                .password(System.getenv("HW_USER_PASSWORD"))
                .domain(new OwningDomain().name(System.getenv("HW_DOMAIN_NAME")));
        var identity = new UserIdentity()
                .addMethodsItem(LoginMethod.PASSWORD)
                .password(new PasswordLogin().user(user));
        var scope = new TokenScope().project(new ScopeProject().name(System.getenv("HW_PROJECT_NAME")));
        var request = new CreateUserTokenRequest().auth(new UserTokenAuth().identity(identity).scope(scope));
        var identityClient = new iam.ApiClient();
        identityClient.updateBaseUri(System.getenv("IAM_ENDPOINT"));
        identityClient.setReadTimeout(LIMIT).setResponseInterceptor(response -> seen = response);
        var login = new TokensApi(identityClient).createUserToken(request, null);
        // The token is in a response header, not in the body.
        var token = seen.headers().firstValue("X-Subject-Token").orElse("").strip();
        if (login == null || login.getToken() == null || login.getToken().getProject() == null || token.isEmpty()) {
            throw new iam.ApiException("no token for a project");
        }
        var projectId = login.getToken().getProject().getId();

        var client = new htap.ApiClient();
        client.updateBaseUri(System.getenv("HTAP_ENDPOINT"));
        client.setReadTimeout(LIMIT).setResponseInterceptor(response -> seen = response);
        // The service requires Content-Type on every request, even without a body.
        client.setRequestInterceptor(http -> {
            seen = null;
            http.setHeader("X-Auth-Token", token).setHeader("Content-Type", "application/json");
        });
        var engines = new HtapEngineResourcesApi(client);

        for (var engine : EngineName.values()) {
            var list = engines.listHtapDataStore(projectId, engine, null);
            // The generated code does not check that a body has the required members.
            var rows = list == null ? null : list.getDatastores();
            if (rows == null || !rows.stream().allMatch(List::isComplete)) {
                throw new htap.ApiException("no versions");
            }
            for (var row : rows) {
                System.out.println(engine + " " + row.getName() + " " + row.getKernelVersion());
            }
        }

        try {
            engines.listHtapDataStore("0123456789abcdef0123456789abcdef", EngineName.StarRocks, null);
            throw new htap.ApiException("not refused");
        } catch (htap.ApiException refused) {
            var text = text(refused);
            if (refused.getCode() != 403 || text.isEmpty()) {
                throw refused;
            }
            System.out.println(refused.getCode() + " " + text.get());
        }
    }

    private static boolean isComplete(Datastore row) {
        return row != null && row.getName() != null && row.getKernelVersion() != null;
    }

    /** Returns the code and the message of a typed error. */
    private static Optional<String> text(htap.ApiException error) {
        return parse(new htap.ApiClient().getObjectMapper(), error.getResponseBody(), ErrorResponse.class)
                .filter(refused -> refused.getErrorCode() != null)
                .map(refused -> refused.getErrorCode() + " " + refused.getErrorMsg());
    }

    private static <T> Optional<T> parse(ObjectMapper mapper, String body, Class<T> type) {
        try {
            return body == null ? Optional.empty() : Optional.ofNullable(mapper.readValue(body, type));
        } catch (IOException undocumented) {
            return Optional.empty();
        }
    }

    private static void fail(String server, Exception error, Optional<String> reason) {
        if (seen == null) {
            System.err.println(server + " sent no complete response: " + error.getMessage());
        } else {
            var id = seen.headers().firstValue("X-Request-Id").orElse("none");
            System.err.println(server + " returned status " + seen.statusCode() + " (request ID: " + id + "): "
                    + reason.orElse("the body is not as documented"));
        }
        System.exit(1);
    }
}
