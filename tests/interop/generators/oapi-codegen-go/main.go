package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"datastores/htap"
	"datastores/iam"
)

func main() {
	ctx := context.Background()
	name, account, project := os.Getenv("HW_USER_NAME"), os.Getenv("HW_DOMAIN_NAME"), os.Getenv("HW_PROJECT_NAME")
	user := iam.PasswordUser{
		Name:     &name,
		Password: os.Getenv("HW_USER_PASSWORD"),
		Domain:   &iam.OwningDomain{Name: &account},
	}
	login := iam.CreateUserTokenRequest{Auth: iam.UserTokenAuth{
		Identity: iam.UserIdentity{
			Methods:  []iam.LoginMethod{iam.LoginMethodPassword},
			Password: &iam.PasswordLogin{User: user},
		},
		Scope: &iam.TokenScope{Project: &iam.ScopeProject{Name: &project}},
	}}
	identity, err := iam.NewClientWithResponses(os.Getenv("IAM_ENDPOINT"))
	check(err)
	created, err := identity.CreateUserTokenWithResponse(ctx, nil, login)
	check(err)
	if created.JSON201 == nil {
		log.Fatalf("no token: %s", created.Status())
	}

	// The token is in a response header, not in the body.
	token := created.HTTPResponse.Header.Get("X-Subject-Token")
	client, err := htap.NewClientWithResponses(os.Getenv("HTAP_ENDPOINT"),
		htap.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
			request.Header.Set("X-Auth-Token", token)
			// The service requires this header on every request, even without a body.
			request.Header.Set("Content-Type", "application/json")
			return nil
		}))
	check(err)

	for _, engine := range []htap.EngineName{htap.StarRocks, htap.ClickHouse} {
		answer, err := client.ListHtapDataStoreWithResponse(ctx, created.JSON201.Token.Project.Id, engine, nil)
		check(err)
		if answer.JSON200 == nil {
			log.Fatalf("no list: %s", answer.Status())
		}
		for _, row := range answer.JSON200.Datastores {
			fmt.Println(engine, row.Name, row.KernelVersion)
		}
	}

	refused, err := client.ListHtapDataStoreWithResponse(ctx, "0123456789abcdef0123456789abcdef", htap.StarRocks, nil)
	check(err)
	if problem := refused.JSON403; problem != nil {
		fmt.Println(refused.StatusCode(), problem.ErrorCode, problem.ErrorMsg)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
