import htap.api.HtapEngineResourcesApi;
import htap.model.EngineName;
import htap.model.ErrorResponse;
import iam.api.TokensApi;
import iam.model.*;

public class List {
    public static void main(String[] args) throws Exception {
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
        var login = new TokensApi(identityClient).createUserTokenWithHttpInfo(request, null);
        var projectId = login.getData().getToken().getProject().getId();

        // The token is in a response header, not in the body.
        var token = login.getHeaders().get("X-Subject-Token").get(0);
        var client = new htap.ApiClient();
        client.updateBaseUri(System.getenv("HTAP_ENDPOINT"));
        // The service requires Content-Type on every request, even without a body.
        client.setRequestInterceptor(http -> http
                .setHeader("X-Auth-Token", token)
                .setHeader("Content-Type", "application/json"));
        var engines = new HtapEngineResourcesApi(client);

        for (var engine : EngineName.values()) {
            for (var row : engines.listHtapDataStore(projectId, engine, null).getDatastores()) {
                System.out.println(engine + " " + row.getName() + " " + row.getKernelVersion());
            }
        }

        try {
            engines.listHtapDataStore("0123456789abcdef0123456789abcdef", EngineName.StarRocks, null);
        } catch (htap.ApiException refused) {
            var error = client.getObjectMapper().readValue(refused.getResponseBody(), ErrorResponse.class);
            System.out.println(refused.getCode() + " " + error.getErrorCode() + " " + error.getErrorMsg());
        }
    }
}
