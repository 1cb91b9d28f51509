package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"datastores/htap"
	"datastores/iam"
)

func main() {
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
	tokens := iam.NewAPIClient(settings).TokensAPI
	created, answer, err := tokens.CreateUserToken(ctx).CreateUserTokenRequest(login).Execute()
	if err != nil {
		log.Fatal(err)
	}

	configuration := htap.NewConfiguration()
	configuration.Servers = htap.ServerConfigurations{{URL: os.Getenv("HTAP_ENDPOINT")}}
	// The service requires this header on every request, even without a body.
	configuration.AddDefaultHeader("Content-Type", "application/json")
	client := htap.NewAPIClient(configuration).HTAPEngineResourcesAPI
	// The token is in a response header, not in the body.
	ctx = context.WithValue(ctx, htap.ContextAPIKeys, map[string]htap.APIKey{
		"UserToken": {Key: answer.Header.Get("X-Subject-Token")},
	})

	for _, engine := range []htap.EngineName{htap.StarRocks, htap.ClickHouse} {
		list, _, err := client.ListHtapDataStore(ctx, created.Token.Project.Id, engine).Execute()
		if err != nil {
			log.Fatal(err)
		}
		for _, row := range list.Datastores {
			fmt.Println(engine, row.Name, row.KernelVersion)
		}
	}

	_, answer, err = client.ListHtapDataStore(ctx, "0123456789abcdef0123456789abcdef", htap.StarRocks).Execute()
	var refused *htap.GenericOpenAPIError
	if errors.As(err, &refused) {
		if problem, ok := refused.Model().(htap.ErrorResponse); ok {
			fmt.Println(answer.StatusCode, problem.ErrorCode, problem.ErrorMsg)
		}
	}
}
