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
        identityClient.setBasePath(System.getenv("IAM_ENDPOINT"));
        var login = new TokensApi(identityClient).createUserTokenWithHttpInfo(request, null);
        var projectId = login.getData().getToken().getProject().getId();

        // The token is in a response header, not in the body. OkHttp returns header names in lower case.
        var token = login.getHeaders().get("x-subject-token").get(0);
        var client = new htap.ApiClient();
        client.setBasePath(System.getenv("HTAP_ENDPOINT"));
        client.addDefaultHeader("X-Auth-Token", token);
        // The service requires this header on every request, even without a body.
        client.addDefaultHeader("Content-Type", "application/json");
        var engines = new HtapEngineResourcesApi(client);

        for (var engine : EngineName.values()) {
            for (var row : engines.listHtapDataStore(projectId, engine, null).getDatastores()) {
                System.out.println(engine + " " + row.getName() + " " + row.getKernelVersion());
            }
        }

        try {
            engines.listHtapDataStore("0123456789abcdef0123456789abcdef", EngineName.STAR_ROCKS, null);
        } catch (htap.ApiException refused) {
            ErrorResponse error = client.getJSON().deserialize(refused.getResponseBody(), ErrorResponse.class);
            System.out.println(refused.getCode() + " " + error.getErrorCode() + " " + error.getErrorMsg());
        }
    }
}
