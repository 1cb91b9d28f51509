package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"datastores/htap"
	"datastores/iam"

	"github.com/ogen-go/ogen/ogenerrors"
)

// identity supplies the token. It skips the other security scheme, which signs each request with an access key.
type identity string

func (token identity) UserToken(context.Context, htap.OperationName) (htap.UserToken, error) {
	return htap.UserToken{APIKey: string(token)}, nil
}

func (identity) AccessKeySignature(context.Context, htap.OperationName) (htap.AccessKeySignature, error) {
	return htap.AccessKeySignature{}, ogenerrors.ErrSkipClientSecurity
}

// The service requires Content-Type on every request, even without a body.
type client struct{}

func (client) Do(request *http.Request) (*http.Response, error) {
	request.Header.Set("Content-Type", "application/json")
	return http.DefaultClient.Do(request)
}

func main() {
	ctx := context.Background()
	account := iam.OwningDomain{Name: iam.NewOptDomainName(iam.DomainName(os.Getenv("HW_DOMAIN_NAME")))}
	project := iam.ScopeProject{Name: iam.NewOptProjectName(iam.ProjectName(os.Getenv("HW_PROJECT_NAME")))}
	user := iam.PasswordUser{
		Name:     iam.NewOptUserName(iam.UserName(os.Getenv("HW_USER_NAME"))),
		Password: iam.Secret(os.Getenv("HW_USER_PASSWORD")),
		Domain:   iam.NewOptOwningDomain(account),
	}
	login := iam.CreateUserTokenRequest{Auth: iam.UserTokenAuth{
		Identity: iam.UserIdentity{
			Methods:  []iam.LoginMethod{iam.LoginMethodPassword},
			Password: iam.NewOptPasswordLogin(iam.PasswordLogin{User: user}),
		},
		Scope: iam.NewOptTokenScope(iam.TokenScope{Project: iam.NewOptScopeProject(project)}),
	}}
	// CreateUserToken needs no credentials, so the security source is nil.
	users, err := iam.NewClient(os.Getenv("IAM_ENDPOINT"), nil)
	check(err)
	answer, err := users.CreateUserToken(ctx, &login, iam.CreateUserTokenParams{})
	check(err)
	created, ok := answer.(*iam.UserTokenCreatedHeaders)
	if !ok {
		log.Fatalf("no token: %+v", answer)
	}

	// The token is in a response header, not in the body.
	token := identity(created.XSubjectToken.Value)
	engines, err := htap.NewClient(os.Getenv("HTAP_ENDPOINT"), token, htap.WithClient(client{}))
	check(err)
	ours := htap.ProjectId(created.Response.Token.Project.Value.ID)
	for _, engine := range []htap.EngineName{htap.EngineNameStarRocks, htap.EngineNameClickHouse} {
		list(ctx, engines, htap.ListHtapDataStoreParams{ProjectID: ours, EngineName: engine})
	}
	list(ctx, engines, htap.ListHtapDataStoreParams{
		ProjectID: "0123456789abcdef0123456789abcdef", EngineName: htap.EngineNameStarRocks,
	})
}

func list(ctx context.Context, engines *htap.Client, query htap.ListHtapDataStoreParams) {
	answer, err := engines.ListHtapDataStore(ctx, query)
	check(err)
	switch answer := answer.(type) {
	case *htap.DatastoresHeaders:
		for _, row := range answer.Response.Datastores {
			fmt.Println(query.EngineName, row.Name, row.KernelVersion)
		}
	case *htap.ForbiddenHeaders:
		fmt.Println(403, answer.Response.ErrorCode, answer.Response.ErrorMsg)
	default:
		log.Fatalf("no list: %+v", answer)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
