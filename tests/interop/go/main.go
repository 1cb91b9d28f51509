// Runs the Go SDK: reads a JSON command from each line of stdin, and writes a JSON response on a line of stdout.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"reflect"
	"runtime/debug"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/signer"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/config"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/request"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	gaussdb "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3/model"
)

const sdk = "github.com/huaweicloud/huaweicloud-sdk-go-v3"

type command struct {
	Do            string      `json:"do"`
	Endpoint      string      `json:"endpoint"`
	AccessKeyID   string      `json:"access_key_id"`
	SecretKey     string      `json:"secret_key"`
	SecurityToken string      `json:"security_token"`
	ProjectID     string      `json:"project_id"`
	Engine        string      `json:"engine"`
	Language      *string     `json:"language"`
	Method        string      `json:"method"`
	Host          string      `json:"host"`
	Path          string      `json:"path"`
	Query         [][2]string `json:"query"`
	Headers       [][2]string `json:"headers"`
	Body          string      `json:"body"`
}

type object map[string]any

func list(c command) (object, error) {
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(c.AccessKeyID).WithSk(c.SecretKey).WithSecurityToken(c.SecurityToken).WithProjectId(c.ProjectID).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	http, err := gaussdb.GaussDBClientBuilder().
		WithEndpoints([]string{c.Endpoint}).
		WithCredential(credentials).
		WithHttpConfig(config.DefaultHttpConfig().WithTimeout(10 * time.Second)).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	// ContentType is mandatory in this SDK's request.
	response, err := gaussdb.NewGaussDBClient(http).ListHtapDataStore(&model.ListHtapDataStoreRequest{
		EngineName: c.Engine, ContentType: "application/json", XLanguage: c.Language,
	})
	var refused *sdkerr.ServiceResponseError
	if errors.As(err, &refused) {
		return object{"error": object{
			"class":  reflect.TypeOf(err).Elem().Name(),
			"status": refused.StatusCode, "code": refused.ErrorCode,
			"message": refused.ErrorMessage, "request_id": refused.RequestId,
		}}, nil
	}
	if err != nil {
		return object{"error": object{"class": fmt.Sprintf("%T", err), "message": err.Error()}}, nil
	}
	rows := []object{}
	for _, row := range *response.Datastores {
		rows = append(rows, object{"id": row.Id, "name": row.Name, "kernel_version": row.KernelVersion})
	}
	return object{"rows": rows}, nil
}

func sign(c command) (object, error) {
	// This SDK expects a decoded path, which net/http encodes.
	path, err := url.PathUnescape(c.Path)
	if err != nil {
		return nil, err
	}
	builder := request.NewHttpRequestBuilder().
		WithEndpoint("https://" + c.Host).WithMethod(c.Method).WithPath(path)
	values := map[string][]string{}
	for _, pair := range c.Query {
		values[pair[0]] = append(values[pair[0]], pair[1])
	}
	for name, list := range values {
		builder.AddQueryParam(name, reflect.ValueOf(list))
	}
	for _, header := range c.Headers {
		builder.AddHeaderParam(header[0], header[1])
	}
	if c.Body != "" {
		builder.WithBody("", c.Body)
	}
	headers, err := signer.Sign(builder.Build(), c.AccessKeyID, c.SecretKey)
	if err != nil {
		return nil, err
	}
	return object{"authorization": headers["Authorization"]}, nil
}

func version(command) (object, error) {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == sdk {
			return object{"sdk": sdk, "version": module.Version}, nil
		}
	}
	return nil, errors.New("built without " + sdk)
}

func main() {
	actions := map[string]func(command) (object, error){"list": list, "sign": sign, "version": version}
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var c command
		err := in.Decode(&c)
		if err == io.EOF {
			return
		}
		if err != nil {
			log.Fatal(err)
		}
		response, err := actions[c.Do](c)
		if err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(response); err != nil {
			log.Fatal(err)
		}
	}
}
