require 'json'
require 'uri'

require 'htap'
require 'iam'

user = Iam::PasswordUser.new(
  name: ENV.fetch('HW_USER_NAME'),
  password: ENV.fetch('HW_USER_PASSWORD'),
  domain: Iam::OwningDomain.new(name: ENV.fetch('HW_DOMAIN_NAME'))
)
identity = Iam::UserIdentity.new(
  methods: [Iam::LoginMethod::PASSWORD],
  password: Iam::PasswordLogin.new(user: user)
)
scope = Iam::TokenScope.new(project: Iam::ScopeProject.new(name: ENV.fetch('HW_PROJECT_NAME')))
request = Iam::CreateUserTokenRequest.new(auth: Iam::UserTokenAuth.new(identity: identity, scope: scope))

iam = URI(ENV.fetch('IAM_ENDPOINT'))
Iam.configure do |config|
  config.scheme = iam.scheme
  config.host = "#{iam.host}:#{iam.port}"
end
login, _status, headers = Iam::TokensApi.new.create_user_token_with_http_info(request)

endpoint = URI(ENV.fetch('HTAP_ENDPOINT'))
Htap.configure do |config|
  config.scheme = endpoint.scheme
  config.host = "#{endpoint.host}:#{endpoint.port}"
  # The token is in a response header, not in the body.
  config.api_key['X-Auth-Token'] = headers['X-Subject-Token']
end
htap = Htap::HTAPEngineResourcesApi.new
# The service requires this header on every request, even without a body.
htap.api_client.default_headers['Content-Type'] = 'application/json'

[Htap::EngineName::StarRocks, Htap::EngineName::ClickHouse].each do |engine|
  htap.list_htap_data_store(login.token.project.id, engine).datastores.each do |row|
    puts "#{engine} #{row.name} #{row.kernel_version}"
  end
end

begin
  htap.list_htap_data_store('0123456789abcdef0123456789abcdef', Htap::EngineName::StarRocks)
rescue Htap::ApiError => refused
  error = htap.api_client.convert_to_type(JSON.parse(refused.response_body, symbolize_names: true), 'ErrorResponse')
  puts "#{refused.code} #{error.error_code} #{error.error_msg}"
end
