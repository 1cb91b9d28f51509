<?php
// If you use Composer, use its autoloader instead. This file loads Guzzle from the package of the operating system.
require 'GuzzleHttp/autoload.php';

spl_autoload_register(function (string $class): void {
    [$package, $name] = explode('\\', $class, 2) + [1 => ''];
    $file = __DIR__ . '/' . strtolower($package) . '/lib/' . strtr($name, '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});
