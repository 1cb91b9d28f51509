<?php
declare(strict_types=1);

require __DIR__ . '/autoload.php';

use GuzzleHttp\Client;
use Htap\Model\EngineName;
use Htap\Model\ErrorResponse;
use Iam\Model\{CreateUserTokenRequest, IamErrorResponse, LoginMethod, OwningDomain, PasswordLogin, PasswordUser};
use Iam\Model\{ScopeProject, TokenScope, UserIdentity, UserTokenAuth};

const LIMIT = 30; // seconds for a whole call, with the body of the response

/** Ends the program with one sentence. The status is 0 if there is no complete response. */
function fail(string $server, int $status, ?array $headers, ?string $reason): never
{
    $id = array_change_key_case($headers ?? [])['x-request-id'][0] ?? 'none';
    $outcome = $status ? "returned status $status (request ID: $id)" : 'sent no complete response';
    fwrite(STDERR, "$server $outcome: " . ($reason ?? 'the body is not as documented') . "\n");
    exit(1);
}

/** Returns the JSON object of an error response, or an empty one. */
function json(Iam\ApiException|Htap\ApiException $error): object
{
    $json = json_decode((string) $error->getResponseBody());
    return is_object($json) ? $json : new stdClass();
}

$user = new PasswordUser([
    'name' => getenv('HW_USER_NAME'),
    'password' => getenv('HW_USER_PASSWORD'),
    'domain' => new OwningDomain(['name' => getenv('HW_DOMAIN_NAME')]),
]);
$identity = new UserIdentity([
    'methods' => [LoginMethod::PASSWORD],
    'password' => new PasswordLogin(['user' => $user]),
]);
$scope = new TokenScope(['project' => new ScopeProject(['name' => getenv('HW_PROJECT_NAME')])]);
$request = new CreateUserTokenRequest(['auth' => new UserTokenAuth(['identity' => $identity, 'scope' => $scope])]);
$http = new Client(['timeout' => LIMIT]);
$iam = new Iam\Api\TokensApi($http, (new Iam\Configuration())->setHost(getenv('IAM_ENDPOINT')));
try {
    [$login, $status, $headers] = $iam->createUserTokenWithHttpInfo($request);
} catch (Iam\ApiException $refused) {
    $error = Iam\ObjectSerializer::deserialize(json($refused), IamErrorResponse::class);
    $reason = $error->getError()?->getMessage() ?? $error->getErrorMsg();
    $reason = $refused->getCode() === 0 ? $refused->getMessage() : $reason;
    fail('IAM', $refused->getCode(), $refused->getResponseHeaders(), $reason);
}

// The token is in a response header, not in the body. The case of the header name differs between hosts.
$token = trim(array_change_key_case($headers)['x-subject-token'][0] ?? '');
$projectId = $login?->getToken()?->getProject()?->getId();
if ($token === '' || $projectId === null) {
    fail('IAM', $status, $headers, null);
}
$configuration = (new Htap\Configuration())->setHost(getenv('HTAP_ENDPOINT'))->setApiKey('X-Auth-Token', $token);
$htap = new Htap\Api\HTAPEngineResourcesApi($http, $configuration);

/** Describes the error of a call. */
function text(Htap\ApiException $error): ?string
{
    if ($error->getCode() === 0) {
        return $error->getMessage();
    }
    // The generated code does not parse the error of a status that the contract lacks.
    $typed = Htap\ObjectSerializer::deserialize(json($error), ErrorResponse::class);
    return $typed->valid() ? "{$typed->getErrorCode()} {$typed->getErrorMsg()}" : null;
}

foreach ([EngineName::STAR_ROCKS, EngineName::CLICK_HOUSE] as $engine) {
    try {
        [$list, $status, $headers] = $htap->listHtapDataStoreWithHttpInfo($projectId, $engine);
    } catch (Htap\ApiException $error) {
        fail('The service', $error->getCode(), $error->getResponseHeaders(), text($error));
    }
    if (!$list->valid()) {
        fail('The service', $status, $headers, null);
    }
    foreach ($list->getDatastores() as $row) {
        $row->valid() || fail('The service', $status, $headers, null);
        echo "$engine {$row->getName()} {$row->getKernelVersion()}\n";
    }
}

try {
    $other = '0123456789abcdef0123456789abcdef';
    [, $status, $headers] = $htap->listHtapDataStoreWithHttpInfo($other, EngineName::STAR_ROCKS);
    fail('The service', $status, $headers, null);
} catch (Htap\ApiException $refused) {
    $text = text($refused);
    if ($refused->getCode() !== 403 || $text === null) {
        fail('The service', $refused->getCode(), $refused->getResponseHeaders(), $text);
    }
    echo "{$refused->getCode()} $text\n";
}
