<?php
declare(strict_types=1);

require __DIR__ . '/autoload.php';

use GuzzleHttp\Client;
use Htap\Model\EngineName;
use Htap\Model\ErrorResponse;
use Iam\Model\{CreateUserTokenRequest, LoginMethod, OwningDomain, PasswordLogin, PasswordUser};
use Iam\Model\{ScopeProject, TokenScope, UserIdentity, UserTokenAuth};

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
$iam = new Iam\Api\TokensApi(new Client(), (new Iam\Configuration())->setHost(getenv('IAM_ENDPOINT')));
[$login, , $headers] = $iam->createUserTokenWithHttpInfo($request);

// The token is in a response header, not in the body. The case of the header name differs between hosts.
$token = array_change_key_case($headers)['x-subject-token'][0];
$configuration = (new Htap\Configuration())->setHost(getenv('HTAP_ENDPOINT'))->setApiKey('X-Auth-Token', $token);
$htap = new Htap\Api\HTAPEngineResourcesApi(new Client(), $configuration);

foreach ([EngineName::STAR_ROCKS, EngineName::CLICK_HOUSE] as $engine) {
    foreach ($htap->listHtapDataStore($login->getToken()->getProject()->getId(), $engine)->getDatastores() as $row) {
        echo "$engine {$row->getName()} {$row->getKernelVersion()}\n";
    }
}

try {
    $htap->listHtapDataStore('0123456789abcdef0123456789abcdef', EngineName::STAR_ROCKS);
} catch (Htap\ApiException $refused) {
    $error = $refused->getResponseObject();
    assert($error instanceof ErrorResponse);
    echo "{$refused->getCode()} {$error->getErrorCode()} {$error->getErrorMsg()}\n";
}
