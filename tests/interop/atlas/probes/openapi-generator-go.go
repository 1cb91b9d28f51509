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
)

func main() {
	configuration := htap.NewConfiguration()
	configuration.Servers = htap.ServerConfigurations{{URL: os.Getenv("URL")}}
	client := htap.NewAPIClient(configuration).HTAPEngineResourcesAPI
	ctx := context.WithValue(context.Background(), htap.ContextAPIKeys, map[string]htap.APIKey{"UserToken": {Key: "token"}})
	if strings.Contains(os.Getenv("CURE"), "WithTimeout") {
		limited, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		ctx = limited
	}
	list, answer, err := client.ListHtapDataStore(ctx, os.Getenv("PROJECT"), htap.EngineName(os.Getenv("ENGINE"))).Execute()
	status, id := "-", "-"
	if answer != nil {
		status = fmt.Sprint(answer.StatusCode)
		if id = answer.Header.Get("X-Request-Id"); id == "" {
			id = "-"
		}
	}
	if err != nil {
		code := "-"
		var refused *htap.GenericOpenAPIError
		if errors.As(err, &refused) {
			if problem, ok := refused.Model().(htap.ErrorResponse); ok && problem.ErrorCode != "" {
				code = problem.ErrorCode
			}
		}
		fmt.Printf("error %T %s %s %s\n", err, status, code, id)
		return
	}
	switch {
	case list == nil && strings.Contains(os.Getenv("CURE"), "list == nil"):
		fmt.Println("error", "check", status, "-", id)
	case list == nil:
		fmt.Println("ok", status, "nil", id)
	case len(list.Datastores) == 0:
		fmt.Println("ok", status, "[]", id)
	default:
		name, _ := json.Marshal(list.Datastores[0].Name)
		fmt.Println("ok", status, string(name), id)
	}
}
