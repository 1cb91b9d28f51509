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

	"github.com/ogen-go/ogen/ogenerrors"
	"github.com/ogen-go/ogen/validate"
)

// identity supplies the token. It skips the other security scheme, which signs each request with an access key.
type identity string

func (token identity) UserToken(context.Context, htap.OperationName) (htap.UserToken, error) {
	return htap.UserToken{APIKey: string(token)}, nil
}

func (identity) AccessKeySignature(context.Context, htap.OperationName) (htap.AccessKeySignature, error) {
	return htap.AccessKeySignature{}, ogenerrors.ErrSkipClientSecurity
}

// client keeps the last response, because an error about its body contains neither its status nor its headers.
type client struct {
	http.Client
	seen *http.Response
}

func (client *client) Do(request *http.Request) (response *http.Response, err error) {
	// The service requires Content-Type on every request, even without a body.
	request.Header.Set("Content-Type", "application/json")
	client.seen, err = client.Client.Do(request)
	return client.seen, err
}

// The limit is for a whole call, with the body of the response.
var limited = &client{Client: http.Client{Timeout: 30 * time.Second}}

func main() {
	log.SetFlags(0)
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
	users, err := iam.NewClient(os.Getenv("IAM_ENDPOINT"), nil, iam.WithClient(limited))
	check(err)
	answer, err := users.CreateUserToken(ctx, &login, iam.CreateUserTokenParams{})
	if refused, ok := answer.(interface{ GetResponse() iam.IamErrorResponse }); ok {
		problem := refused.GetResponse()
		fail("IAM", err, string(cmp.Or(problem.Error.Value.Message.Value, problem.ErrorMsg.Value)))
	}
	created, ok := answer.(*iam.UserTokenCreatedHeaders)
	if !ok || !created.Response.Token.Project.Set {
		fail("IAM", err, "")
	}

	// The token is in a response header, not in the body.
	token := identity(strings.TrimSpace(string(created.XSubjectToken)))
	engines, err := htap.NewClient(os.Getenv("HTAP_ENDPOINT"), token, htap.WithClient(limited))
	check(err)
	ours := htap.ProjectId(created.Response.Token.Project.Value.ID)
	for _, engine := range []htap.EngineName{htap.EngineNameStarRocks, htap.EngineNameClickHouse} {
		list, problem, err := list(ctx, engines, htap.ListHtapDataStoreParams{ProjectID: ours, EngineName: engine})
		if list == nil {
			fail("The service", err, problem)
		}
		for _, row := range list.Response.Datastores {
			fmt.Println(engine, row.Name, row.KernelVersion)
		}
	}
	_, problem, err := list(ctx, engines, htap.ListHtapDataStoreParams{
		ProjectID: "0123456789abcdef0123456789abcdef", EngineName: htap.EngineNameStarRocks,
	})
	if problem == "" || limited.seen.StatusCode != 403 {
		fail("The service", err, problem)
	}
	fmt.Println(limited.seen.StatusCode, problem)
}

// list returns the list, or the text of the typed error.
func list(
	ctx context.Context, engines *htap.Client, query htap.ListHtapDataStoreParams,
) (*htap.DatastoresHeaders, string, error) {
	answer, err := engines.ListHtapDataStore(ctx, query)
	list, _ := answer.(*htap.DatastoresHeaders)
	var problem htap.ErrorResponse
	if refused, ok := answer.(interface{ GetResponse() htap.ErrorResponse }); ok {
		problem = refused.GetResponse()
	}
	// The generated code does not parse a status that the contract lacks.
	var undocumented *validate.UnexpectedStatusCodeError
	if errors.As(err, &undocumented) && json.NewDecoder(undocumented.Payload.Body).Decode(&problem) != nil {
		problem = htap.ErrorResponse{}
	}
	if problem.ErrorCode == "" {
		return list, "", err
	}
	return list, fmt.Sprint(problem.ErrorCode, " ", problem.ErrorMsg), err
}

func fail(server string, err error, reason string) {
	if limited.seen == nil {
		log.Fatalf("%s sent no complete response: %v", server, err)
	}
	log.Fatalf("%s returned status %d (request ID: %s): %s", server, limited.seen.StatusCode,
		cmp.Or(limited.seen.Header.Get("X-Request-Id"), "none"), cmp.Or(reason, "the body is not as documented"))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
