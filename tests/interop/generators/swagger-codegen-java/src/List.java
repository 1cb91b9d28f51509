import com.google.gson.Gson;
import com.google.gson.InstanceCreator;
import com.google.gson.JsonParseException;
import htap.api.HtapEngineResourcesApi;
import htap.model.Datastore;
import htap.model.EngineName;
import htap.model.ErrorResponse;
import htap.model.ListHtapDataStoreResponse;
import iam.api.TokensApi;
import iam.model.*;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

public class List {
    // The limit is for a whole call, with the body of the response.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    // The last response: an exception about its body contains neither its status nor its headers.
    private static Response seen;

    public static void main(String[] args) {
        try {
            run();
        } catch (iam.ApiException error) {
            var body = parse(error.getResponseBody(), IamErrorResponse.class);
            fail("IAM", error, body.map(refused ->
                    refused.getError() == null ? refused.getErrorMsg() : refused.getError().getMessage()));
        } catch (htap.ApiException error) {
            fail("The service", error, text(error));
        } catch (JsonParseException error) {
            fail("The service", error, Optional.empty());
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
        var limited = new OkHttpClient.Builder().callTimeout(LIMIT).addInterceptor(List::keep).build();
        var identityClient = new iam.ApiClient();
        identityClient.setBasePath(System.getenv("IAM_ENDPOINT")).setHttpClient(limited);
        var login = new TokensApi(identityClient).createUserToken(request, null);
        // The token is in a response header, not in the body.
        var token = seen.header("X-Subject-Token", "").strip();
        if (login == null || login.getToken() == null || login.getToken().getProject() == null || token.isEmpty()) {
            throw new iam.ApiException("no token for a project");
        }
        var projectId = login.getToken().getProject().getId();

        var client = new htap.ApiClient();
        client.setBasePath(System.getenv("HTAP_ENDPOINT")).setHttpClient(limited);
        client.addDefaultHeader("X-Auth-Token", token);
        // The service requires this header on every request, even without a body.
        client.addDefaultHeader("Content-Type", "application/json");
        // For the generated code, a body without the list, such as {}, is an empty list. Here it is no list.
        InstanceCreator<ListHtapDataStoreResponse> noList = type -> new ListHtapDataStoreResponse().datastores(null);
        var json = client.getJSON();
        json.setGson(json.getGson().newBuilder().registerTypeAdapter(ListHtapDataStoreResponse.class, noList).create());
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
            engines.listHtapDataStore("0123456789abcdef0123456789abcdef", EngineName.STAR_ROCKS, null);
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
        return parse(error.getResponseBody(), ErrorResponse.class)
                .filter(refused -> refused.getErrorCode() != null)
                .map(refused -> refused.getErrorCode() + " " + refused.getErrorMsg());
    }

    private static Response keep(Interceptor.Chain chain) throws IOException {
        seen = null;
        seen = chain.proceed(chain.request());
        return seen;
    }

    private static <T> Optional<T> parse(String body, Class<T> type) {
        try {
            return Optional.ofNullable(new Gson().fromJson(body, type));
        } catch (JsonParseException undocumented) {
            return Optional.empty();
        }
    }

    private static void fail(String server, Exception error, Optional<String> reason) {
        if (seen == null) {
            System.err.println(server + " sent no complete response: " + error.getMessage());
        } else {
            var id = seen.header("X-Request-Id", "none");
            System.err.println(server + " returned status " + seen.code() + " (request ID: " + id + "): "
                    + reason.orElse("the body is not as documented"));
        }
        System.exit(1);
    }
}
