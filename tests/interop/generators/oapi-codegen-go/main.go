package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
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
	identity, err := iam.NewClient(os.Getenv("IAM_ENDPOINT"), iam.WithHTTPClient(limited))
	check(err)
	response, err := identity.CreateUserToken(ctx, nil, login)
	checkSent("IAM", err)
	// The token is in a response header, not in the body.
	token := strings.TrimSpace(response.Header.Get("X-Subject-Token"))
	created, err := iam.ParseCreateUserTokenAnswer(response)
	if err != nil || created.JSON201 == nil || created.JSON201.Token.Project == nil || token == "" {
		var problem iam.IamErrorResponse
		if err == nil {
			_ = json.Unmarshal(created.Body, &problem)
		}
		message := ""
		if problem.Error != nil && problem.Error.Message != nil {
			message = *problem.Error.Message
		} else if problem.ErrorMsg != nil {
			message = *problem.ErrorMsg
		}
		fail("IAM", response, message)
	}

	client, err := htap.NewClient(os.Getenv("HTAP_ENDPOINT"), htap.WithHTTPClient(limited),
		htap.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
			request.Header.Set("X-Auth-Token", token)
			// The service requires this header on every request, even without a body.
			request.Header.Set("Content-Type", "application/json")
			return nil
		}))
	check(err)

	for _, engine := range []htap.EngineName{htap.StarRocks, htap.ClickHouse} {
		response, list, problem := list(ctx, client, created.JSON201.Token.Project.Id, engine)
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

// list returns the response, and its list or the text of its error. It sends and parses in two steps, because the
// function that does both returns no response if the body is not as documented.
func list(
	ctx context.Context, client *htap.Client, project string, engine htap.EngineName,
) (*http.Response, *htap.ListHtapDataStoreResponse, string) {
	response, err := client.ListHtapDataStore(ctx, project, engine, nil)
	checkSent("The service", err)
	answer, err := htap.ParseListHtapDataStoreAnswer(response)
	var problem htap.ErrorResponse
	switch {
	case err != nil:
		return response, nil, ""
	case answer.JSON200 != nil && answer.JSON200.Datastores != nil &&
		!slices.ContainsFunc(answer.JSON200.Datastores, isIncomplete):
		return response, answer.JSON200, ""
	case json.Unmarshal(answer.Body, &problem) == nil && problem.ErrorCode != "":
		return response, nil, problem.ErrorCode + " " + problem.ErrorMsg
	}
	return response, nil, ""
}

// isIncomplete returns whether a required member is missing. The generated code does not check this.
func isIncomplete(row htap.Datastore) bool {
	return row.Name == "" || row.KernelVersion == ""
}

func fail(server string, response *http.Response, reason string) {
	log.Fatalf("%s returned status %d (request ID: %s): %s", server, response.StatusCode,
		cmp.Or(response.Header.Get("X-Request-Id"), "none"), cmp.Or(reason, "the body is not as documented"))
}

func checkSent(server string, err error) {
	if err != nil {
		log.Fatalf("%s sent no complete response: %v", server, err)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
