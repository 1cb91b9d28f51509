require 'json'
require 'uri'

require 'htap'

endpoint = URI(ENV.fetch('URL'))
cure = ENV.fetch('CURE')
Htap.configure do |config|
  config.scheme = endpoint.scheme
  config.host = "#{endpoint.host}:#{endpoint.port}"
  config.api_key['X-Auth-Token'] = 'token'
  config.timeout = 1 if cure.include?('timeout')
end
htap = Htap::HTAPEngineResourcesApi.new
begin
  status = id = '-'
  if cure.include?('with_http_info')
    answer, status, headers = htap.list_htap_data_store_with_http_info(ENV.fetch('PROJECT'), ENV.fetch('ENGINE'))
    id = headers['X-Request-Id'] || '-'
  else
    answer = htap.list_htap_data_store(ENV.fetch('PROJECT'), ENV.fetch('ENGINE'))
  end
  rows = answer&.datastores
  puts "ok #{status} #{rows.nil? || rows.empty? ? rows.inspect : rows[0].name.to_json} #{id}"
rescue Htap::ApiError => error
  # The exception has the body, which the caller parses.
  code = begin
    htap.api_client.convert_to_type(JSON.parse(error.response_body, symbolize_names: true), 'ErrorResponse').error_code
  rescue StandardError
    '-'
  end
  puts "error ApiError #{error.code || '-'} #{code} #{Array(error.response_headers && error.response_headers['X-Request-Id']).join('+').then { |v| v.empty? ? '-' : v }}"
rescue StandardError => error
  puts "error #{error.class} - - -"
end
