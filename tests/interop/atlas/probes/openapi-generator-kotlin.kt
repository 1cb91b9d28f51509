import htap.apis.HTAPEngineResourcesApi
import htap.infrastructure.ClientError
import htap.infrastructure.ClientException
import htap.infrastructure.Serializer
import htap.infrastructure.ServerError
import htap.infrastructure.ServerException
import htap.infrastructure.Success
import htap.models.EngineName
import htap.models.ErrorResponse
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess
import okhttp3.OkHttpClient

fun code(body: Any?): String = try {
    Serializer.moshi.adapter(ErrorResponse::class.java).fromJson(body as String)?.errorCode ?: "-"
} catch (_: Exception) {
    "-"
}

fun id(headers: Map<String, List<String>>?): String = headers?.get("x-request-id")?.first() ?: "-"

fun main() {
    val cure = System.getenv("CURE")
    val http = OkHttpClient.Builder().addInterceptor { chain ->
        chain.proceed(chain.request().newBuilder().header("X-Auth-Token", "token").build())
    }
    if ("callTimeout" in cure) http.callTimeout(1, TimeUnit.SECONDS)
    val api = HTAPEngineResourcesApi(System.getenv("URL"), http.build())
    val project = System.getenv("PROJECT")
    try {
        val engine = EngineName.entries.first { it.value == System.getenv("ENGINE") }
        var status = "-"
        var id = "-"
        val answer = if ("WithHttpInfo" in cure) {
            val whole = api.listHtapDataStoreWithHttpInfo(project, engine, null)
            status = whole.statusCode.toString()
            id = id(whole.headers)
            (whole as Success).data
        } else if ("xLanguage = null" in cure) {
            api.listHtapDataStore(project, engine, null)
        } else {
            api.listHtapDataStore(project, engine)
        }
        val rows = answer?.datastores
        val name = if (rows.isNullOrEmpty()) rows else Serializer.moshi.adapter(Any::class.java).toJson(rows[0].name)
        println("ok $status $name $id")
    } catch (refused: ClientException) {
        val response = refused.response as? ClientError<*>
        println("error ClientException ${refused.statusCode} ${code(response?.body)} ${id(response?.headers)}")
    } catch (refused: ServerException) {
        val response = refused.response as? ServerError<*>
        println("error ServerException ${refused.statusCode} ${code(response?.body)} ${id(response?.headers)}")
    } catch (error: Exception) {
        println("error ${error.javaClass.simpleName} - - -")
    }
    exitProcess(0)
}
