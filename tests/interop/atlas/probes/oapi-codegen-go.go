package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"datastores/htap"
)

func main() {
	client, err := htap.NewClientWithResponses(os.Getenv("URL"),
		htap.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
			request.Header.Set("X-Auth-Token", "token")
			return nil
		}))
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if strings.Contains(os.Getenv("CURE"), "WithTimeout") {
		limited, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		ctx = limited
	}
	answer, err := client.ListHtapDataStoreWithResponse(ctx, os.Getenv("PROJECT"), htap.EngineName(os.Getenv("ENGINE")), nil)
	if err != nil {
		fmt.Printf("error %T - - -\n", err)
		return
	}
	id := answer.HTTPResponse.Header.Get("X-Request-Id")
	if id == "" {
		id = "-"
	}
	code := "-"
	for _, problem := range []*htap.ErrorResponse{answer.JSON403, answer.JSON429, answer.JSON494, answer.JSON502, answer.JSON503} {
		if problem != nil && problem.ErrorCode != "" {
			code = problem.ErrorCode
		}
	}
	switch {
	case answer.StatusCode() != http.StatusOK:
		fmt.Println("error", "StatusCode()", answer.StatusCode(), code, id)
	// A program that checks the status alone goes on with nil.
	case answer.JSON200 == nil && strings.Contains(os.Getenv("CURE"), "JSON200"):
		fmt.Println("error", "check", answer.StatusCode(), "-", id)
	case answer.JSON200 == nil:
		fmt.Println("ok", answer.StatusCode(), "nil", id)
	case len(answer.JSON200.Datastores) == 0:
		fmt.Println("ok", answer.StatusCode(), "[]", id)
	default:
		name, _ := json.Marshal(answer.JSON200.Datastores[0].Name)
		fmt.Println("ok", answer.StatusCode(), string(name), id)
	}
}
