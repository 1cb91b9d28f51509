require 'json'
require 'uri'

require 'htap'
require 'iam'

LIMIT = 30 # seconds for a whole call, with the body of the response

# The last response: an exception about its body contains neither its status nor its headers.
Typhoeus.on_complete { |response| $seen = response }

# Runs a call. Returns nil if it fails: then `$seen` has the reason. The generated code raises many classes of errors.
def attempt
  yield
rescue StandardError
  nil
end

# Ends the program with one sentence.
def failed(server, reason)
  abort "#{server} sent no complete response: #{$seen.return_message}" unless $seen.return_code == :ok
  id = $seen.headers['X-Request-Id'] || 'none'
  abort "#{server} returned status #{$seen.code} (request ID: #{id}): #{reason || 'the body is not as documented'}"
end

# Reads the typed error of the last response, or returns nil.
def typed_error(client, type)
  attempt { client.convert_to_type(JSON.parse($seen.body, symbolize_names: true), type) }
end

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
  config.timeout = LIMIT
end
tokens = Iam::TokensApi.new
login = attempt { tokens.create_user_token(request) }
# The token is in a response header, not in the body.
token = $seen.headers['X-Subject-Token'].to_s.strip
project_id = login&.token&.project&.id
unless project_id && !token.empty?
  error = typed_error(tokens.api_client, 'IamErrorResponse')
  failed('IAM', error&.error&.message || error&.error_msg)
end

endpoint = URI(ENV.fetch('HTAP_ENDPOINT'))
Htap.configure do |config|
  config.scheme = endpoint.scheme
  config.host = "#{endpoint.host}:#{endpoint.port}"
  config.timeout = LIMIT
  config.api_key['X-Auth-Token'] = token
end
htap = Htap::HTAPEngineResourcesApi.new
# The service requires this header on every request, even without a body.
htap.api_client.default_headers['Content-Type'] = 'application/json'

# Returns the list, and the text of the error if there is no list.
list = lambda do |project_id, engine|
  datastores = attempt { htap.list_htap_data_store(project_id, engine).datastores }
  error = typed_error(htap.api_client, 'ErrorResponse')
  [datastores, error && "#{error.error_code} #{error.error_msg}"]
end

[Htap::EngineName::StarRocks, Htap::EngineName::ClickHouse].each do |engine|
  datastores, error = list.call(project_id, engine)
  failed('The service', error) unless datastores
  datastores.each { |row| puts "#{engine} #{row.name} #{row.kernel_version}" }
end

_, error = list.call('0123456789abcdef0123456789abcdef', Htap::EngineName::StarRocks)
failed('The service', error) unless $seen.code == 403 && error
puts "403 #{error}"
