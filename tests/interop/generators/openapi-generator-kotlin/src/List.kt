import htap.apis.HTAPEngineResourcesApi
import htap.infrastructure.ClientError
import htap.infrastructure.Serializer
import htap.infrastructure.ServerError
import htap.infrastructure.Success
import htap.models.EngineName
import htap.models.ErrorResponse
import htap.models.ListHtapDataStoreResponse
import iam.apis.TokensApi
import iam.models.*
import java.io.IOException
import java.time.Duration
import kotlin.system.exitProcess
import okhttp3.OkHttpClient
import okhttp3.Response

// The last response: an exception about its body contains neither its status nor its headers.
var seen: Response? = null

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
    // The limit is for a whole call, with the body of the response.
    val limited = OkHttpClient.Builder().callTimeout(Duration.ofSeconds(30)).addInterceptor { chain ->
        seen = null
        chain.proceed(chain.request()).also { seen = it }
    }.build()
    val login = call("IAM") { TokensApi(env("IAM_ENDPOINT"), limited).createUserTokenWithHttpInfo(request, null) }
    val project = (login as? iam.infrastructure.Success)?.data?.token?.project
    // The token is in a response header, not in the body.
    val token = seen?.header("X-Subject-Token").orEmpty().trim()
    if (project == null || token.isEmpty()) {
        val body = (login as? iam.infrastructure.ClientError)?.body
            ?: (login as? iam.infrastructure.ServerError)?.body
        val error = parse(body, IamErrorResponse::class.java)
        fail("IAM", error?.error?.message ?: error?.errorMsg)
    }

    // The service requires Content-Type on every request, even without a body.
    val client = limited.newBuilder().addInterceptor { chain ->
        val request = chain.request().newBuilder()
        chain.proceed(request.header("X-Auth-Token", token).header("Content-Type", "application/json").build())
    }.build()
    val htap = HTAPEngineResourcesApi(env("HTAP_ENDPOINT"), client)

    /** Returns the list, or the text of the error. */
    fun list(projectId: String, engine: EngineName): Pair<ListHtapDataStoreResponse?, String?> {
        val answer = call("The service") { htap.listHtapDataStoreWithHttpInfo(projectId, engine, null) }
        // The generated code does not parse errors.
        val error = parse((answer as? ClientError)?.body ?: (answer as? ServerError)?.body, ErrorResponse::class.java)
        return (answer as? Success)?.data to error?.let { "${it.errorCode} ${it.errorMsg}" }
    }

    for (engine in EngineName.entries) {
        val (list, error) = list(project.id, engine)
        for (row in list?.datastores ?: fail("The service", error)) {
            println("$engine ${row.name} ${row.kernelVersion}")
        }
    }

    val (_, error) = list("0123456789abcdef0123456789abcdef", EngineName.StarRocks)
    if (seen?.code != 403 || error == null) fail("The service", error)
    println("403 $error")
}

/** Returns what the call returns, or null if the generated code cannot read the body. */
fun <T> call(server: String, send: () -> T): T? = try {
    send()
} catch (error: IOException) {
    if (seen == null) fail(server, error.message)
    null
} catch (_: RuntimeException) {
    null
}

fun <T> parse(body: Any?, type: Class<T>): T? =
    runCatching { Serializer.moshi.adapter(type).fromJson(body as String) }.getOrNull()

/** Ends the program with one sentence. */
fun fail(server: String, reason: String?): Nothing {
    val outcome = seen?.let { "returned status ${it.code} (request ID: ${it.header("X-Request-Id") ?: "none"})" }
    System.err.println("$server ${outcome ?: "sent no complete response"}: ${reason ?: "the body is not as documented"}")
    exitProcess(1)
}
