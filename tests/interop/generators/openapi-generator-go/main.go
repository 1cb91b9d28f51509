package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"datastores/htap"
	"datastores/iam"
)

// The limit is for a whole call, with the body of the response.
var limited = &http.Client{Timeout: 30 * time.Second}

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	user := iam.PasswordUser{
		Name:     iam.PtrString(os.Getenv("HW_USER_NAME")),
		Password: os.Getenv("HW_USER_PASSWORD"),
		Domain:   &iam.OwningDomain{Name: iam.PtrString(os.Getenv("HW_DOMAIN_NAME"))},
	}
	project := iam.ScopeProject{Name: iam.PtrString(os.Getenv("HW_PROJECT_NAME"))}
	login := iam.CreateUserTokenRequest{Auth: iam.UserTokenAuth{
		Identity: iam.UserIdentity{
			Methods:  []iam.LoginMethod{iam.PASSWORD},
			Password: &iam.PasswordLogin{User: user},
		},
		Scope: &iam.TokenScope{Project: &project},
	}}
	settings := iam.NewConfiguration()
	settings.Servers = iam.ServerConfigurations{{URL: os.Getenv("IAM_ENDPOINT")}}
	settings.HTTPClient = limited
	tokens := iam.NewAPIClient(settings).TokensAPI
	created, response, err := tokens.CreateUserToken(ctx).CreateUserTokenRequest(login).Execute()
	if response == nil {
		log.Fatalf("IAM sent no complete response: %v", err)
	}
	// The token is in a response header, not in the body.
	token := strings.TrimSpace(response.Header.Get("X-Subject-Token"))
	if err != nil || created == nil || created.Token.Project == nil || token == "" {
		var problem iam.IamErrorResponse
		var refused *iam.GenericOpenAPIError
		if errors.As(err, &refused) {
			_ = json.Unmarshal(refused.Body(), &problem)
		}
		fail("IAM", response, cmp.Or(problem.GetErrorMsg(), problem.Error.GetMessage()))
	}

	configuration := htap.NewConfiguration()
	configuration.Servers = htap.ServerConfigurations{{URL: os.Getenv("HTAP_ENDPOINT")}}
	configuration.HTTPClient = limited
	// The service requires this header on every request, even without a body.
	configuration.AddDefaultHeader("Content-Type", "application/json")
	client := htap.NewAPIClient(configuration).HTAPEngineResourcesAPI
	ctx = context.WithValue(ctx, htap.ContextAPIKeys, map[string]htap.APIKey{"UserToken": {Key: token}})

	for _, engine := range []htap.EngineName{htap.StarRocks, htap.ClickHouse} {
		response, list, problem := list(ctx, client, created.Token.Project.Id, engine)
		if list == nil {
			fail("The service", response, problem)
		}
		for _, row := range list.Datastores {
			fmt.Println(engine, row.Name, row.KernelVersion)
		}
	}

	response, _, problem := list(ctx, client, "0123456789abcdef0123456789abcdef", htap.StarRocks)
	if response.StatusCode != 403 || problem == "" {
		fail("The service", response, problem)
	}
	fmt.Println(response.StatusCode, problem)
}

// list returns the response, and its list or the text of its error.
func list(
	ctx context.Context, client *htap.HTAPEngineResourcesAPIService, project string, engine htap.EngineName,
) (*http.Response, *htap.ListHtapDataStoreResponse, string) {
	list, response, err := client.ListHtapDataStore(ctx, project, engine).Execute()
	if response == nil {
		log.Fatalf("The service sent no complete response: %v", err)
	}
	// If the body is empty, the list and the error are both nil.
	if err == nil && list != nil && list.Datastores != nil {
		return response, list, ""
	}
	var refused *htap.GenericOpenAPIError
	var problem htap.ErrorResponse
	if errors.As(err, &refused) && json.Unmarshal(refused.Body(), &problem) == nil && problem.ErrorCode != "" {
		return response, nil, problem.ErrorCode + " " + problem.ErrorMsg
	}
	return response, nil, ""
}

func fail(server string, response *http.Response, reason string) {
	log.Fatalf("%s returned status %d (request ID: %s): %s", server, response.StatusCode,
		cmp.Or(response.Header.Get("X-Request-Id"), "none"), cmp.Or(reason, "the body is not as documented"))
}
