package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"datastores/htap"

	"github.com/ogen-go/ogen/ogenerrors"
	"github.com/ogen-go/ogen/validate"
)

type identity struct{}

func (identity) UserToken(context.Context, htap.OperationName) (htap.UserToken, error) {
	return htap.UserToken{APIKey: "token"}, nil
}

func (identity) AccessKeySignature(context.Context, htap.OperationName) (htap.AccessKeySignature, error) {
	return htap.AccessKeySignature{}, ogenerrors.ErrSkipClientSecurity
}

func main() {
	client, err := htap.NewClient(os.Getenv("URL"), identity{})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if strings.Contains(os.Getenv("CURE"), "WithTimeout") {
		limited, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		ctx = limited
	}
	answer, err := client.ListHtapDataStore(ctx, htap.ListHtapDataStoreParams{
		ProjectID: htap.ProjectId(os.Getenv("PROJECT")), EngineName: htap.EngineName(os.Getenv("ENGINE")),
	})
	var unexpected *validate.UnexpectedStatusCodeError
	switch {
	case errors.As(err, &unexpected):
		id := unexpected.Payload.Header.Get("X-Request-Id")
		if id == "" {
			id = "-"
		}
		fmt.Printf("error %T %d - %s\n", unexpected, unexpected.StatusCode, id)
		return
	case err != nil:
		for errors.Unwrap(err) != nil && strings.HasPrefix(fmt.Sprintf("%T", err), "*errors.") {
			err = errors.Unwrap(err)
		}
		fmt.Printf("error %T - - -\n", err)
		return
	}
	// The type names the status.
	problem := func(status int, id htap.OptRequestId, body htap.ErrorResponse) {
		fmt.Printf("error %T %d %s %s\n", answer, status, body.ErrorCode, id.Or("-"))
	}
	switch answer := answer.(type) {
	case *htap.DatastoresHeaders:
		id := answer.XRequestID.Or("-")
		if len(answer.Response.Datastores) == 0 {
			fmt.Println("ok 200 []", id)
			return
		}
		name, _ := json.Marshal(answer.Response.Datastores[0].Name)
		fmt.Println("ok 200", string(name), id)
	case *htap.ForbiddenHeaders:
		problem(403, answer.XRequestID, answer.Response)
	case *htap.TooManyRequestsHeaders:
		problem(429, answer.XRequestID, answer.Response)
	case *htap.RequestHeadersTooLargeHeaders:
		problem(494, answer.XRequestID, answer.Response)
	case *htap.ServiceUnavailableHeaders:
		problem(503, answer.XRequestID, answer.Response)
	default:
		fmt.Printf("error %T - - -\n", answer)
	}
}
