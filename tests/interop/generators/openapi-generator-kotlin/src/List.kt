import htap.apis.HTAPEngineResourcesApi
import htap.infrastructure.ClientError
import htap.infrastructure.ClientException
import htap.infrastructure.Serializer
import htap.models.EngineName
import htap.models.ErrorResponse
import iam.apis.TokensApi
import iam.infrastructure.Success
import iam.models.*
import okhttp3.OkHttpClient

fun env(name: String): String = requireNotNull(System.getenv(name)) { "$name is not set" }

fun main() {
    val user = PasswordUser(
        name = env("HW_USER_NAME"),
        password = env("HW_USER_PASSWORD"),
        domain = OwningDomain(name = env("HW_DOMAIN_NAME")),
    )
    val identity = UserIdentity(listOf(LoginMethod.PASSWORD), PasswordLogin(user))
    val scope = TokenScope(ScopeProject(name = env("HW_PROJECT_NAME")))
    val request = CreateUserTokenRequest(UserTokenAuth(identity, scope))
    val login = TokensApi(env("IAM_ENDPOINT")).createUserTokenWithHttpInfo(request, null)
    check(login is Success) { "no token: ${login.statusCode}" }
    val project = checkNotNull(login.data?.token?.project)

    // The token is in a response header, not in the body. OkHttp returns header names in lower case.
    val token = login.headers.getValue("x-subject-token").first()
    // The service requires Content-Type on every request, even without a body.
    val client = OkHttpClient.Builder().addInterceptor { chain ->
        val request = chain.request().newBuilder()
        chain.proceed(request.header("X-Auth-Token", token).header("Content-Type", "application/json").build())
    }.build()
    val htap = HTAPEngineResourcesApi(env("HTAP_ENDPOINT"), client)

    for (engine in EngineName.entries) {
        for (row in htap.listHtapDataStore(project.id, engine).datastores) {
            println("$engine ${row.name} ${row.kernelVersion}")
        }
    }

    try {
        htap.listHtapDataStore("0123456789abcdef0123456789abcdef", EngineName.StarRocks)
    } catch (refused: ClientException) {
        val body = (refused.response as ClientError<*>).body as String
        val error = Serializer.moshi.adapter(ErrorResponse::class.java).fromJson(body)
        println("${refused.statusCode} ${error?.errorCode} ${error?.errorMsg}")
    }
}
