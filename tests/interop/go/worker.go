// The official SDK for Go: one command a line on standard input, one answer a line on standard output.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/signer"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/request"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	gaussdb "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3/model"
)

type command struct {
	Do            string
	Endpoint      string
	AccessKeyId   string `json:"access_key_id"`
	SecretKey     string `json:"secret_key"`
	SecurityToken string `json:"security_token"`
	ProjectId     string `json:"project_id"`
	Engine        string
	Language      *string
	Method        string
	Host          string
	Path          string
	Query         map[string][]string
	Headers       map[string]string
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func list(c command) any {
	builder := basic.NewCredentialsBuilder().WithAk(c.AccessKeyId).WithSk(c.SecretKey).WithProjectId(c.ProjectId)
	if c.SecurityToken != "" {
		builder = builder.WithSecurityToken(c.SecurityToken)
	}
	key, err := builder.SafeBuild()
	check(err)
	http, err := gaussdb.GaussDBClientBuilder().WithEndpoint(c.Endpoint).WithCredential(key).SafeBuild()
	check(err)
	asked := &model.ListHtapDataStoreRequest{EngineName: c.Engine, ContentType: "application/json", XLanguage: c.Language}
	found, err := gaussdb.NewGaussDBClient(http).ListHtapDataStore(asked)
	var failure *sdkerr.ServiceResponseError
	if errors.As(err, &failure) {
		return map[string]any{"error": map[string]any{
			"class": "ServiceResponseError", "status": failure.StatusCode, "code": failure.ErrorCode,
			"message": failure.ErrorMessage, "request_id": failure.RequestId,
		}}
	}
	check(err)
	rows := [][]string{}
	for _, row := range *found.Datastores {
		rows = append(rows, []string{*row.Id, *row.Name, *row.KernelVersion})
	}
	return map[string]any{"rows": rows}
}

func sign(c command) any {
	builder := request.NewHttpRequestBuilder().WithEndpoint("https://" + c.Host).WithMethod(c.Method).WithPath(c.Path)
	for name, values := range c.Query {
		builder = builder.AddQueryParam(name, reflect.ValueOf(values)) // as the SDK itself does
	}
	for name, value := range c.Headers {
		builder = builder.AddHeaderParam(name, value)
	}
	headers, err := signer.Sign(builder.Build(), c.AccessKeyId, c.SecretKey)
	check(err)
	return map[string]any{"authorization": headers["Authorization"]}
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	for input.Scan() {
		var c command
		check(json.Unmarshal(input.Bytes(), &c))
		var answer any
		if c.Do == "list" {
			answer = list(c)
		} else {
			answer = sign(c)
		}
		check(json.NewEncoder(os.Stdout).Encode(answer))
	}
	check(input.Err())
}
