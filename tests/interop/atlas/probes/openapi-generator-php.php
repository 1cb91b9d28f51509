<?php
declare(strict_types=1);

require __DIR__ . '/autoload.php';

$cure = getenv('CURE');
$configuration = (new Htap\Configuration())->setHost(getenv('URL'))->setApiKey('X-Auth-Token', 'token');
$http = new GuzzleHttp\Client(str_contains($cure, 'timeout') ? ['timeout' => 1] : []);
$api = new Htap\Api\HTAPEngineResourcesApi($http, $configuration);
// The case of the header name differs between hosts.
$id = fn (?array $headers): string => array_change_key_case($headers ?? [])['x-request-id'][0] ?? '-';
try {
    $status = $found = '-';
    if (str_contains($cure, 'WithHttpInfo')) {
        [$answer, $status, $headers] = $api->listHtapDataStoreWithHttpInfo(getenv('PROJECT'), getenv('ENGINE'));
        $found = $id($headers);
    } else {
        $answer = $api->listHtapDataStore(getenv('PROJECT'), getenv('ENGINE'));
    }
    $rows = $answer?->getDatastores();
    echo "ok $status ", json_encode($rows ? $rows[0]->getName() : $rows), " $found\n";
} catch (Htap\ApiException $error) {
    $body = $error->getResponseObject();
    $code = $body instanceof Htap\Model\ErrorResponse ? $body->getErrorCode() ?? '-' : '-';
    echo "error ApiException {$error->getCode()} $code {$id($error->getResponseHeaders())}\n";
} catch (Throwable $error) {
    echo 'error ', $error::class, " - - -\n";
}
