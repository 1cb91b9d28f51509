// Puts the Go SDK to work: a JSON command on each line of stdin, a JSON answer on each line of stdout.
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

type answer map[string]any

func list(c command) (answer, error) {
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
		return answer{"error": answer{
			"class":  reflect.TypeOf(err).Elem().Name(),
			"status": refused.StatusCode, "code": refused.ErrorCode,
			"message": refused.ErrorMessage, "request_id": refused.RequestId,
		}}, nil
	}
	if err != nil {
		return answer{"error": answer{"class": fmt.Sprintf("%T", err), "message": err.Error()}}, nil
	}
	rows := []answer{}
	for _, row := range *response.Datastores {
		rows = append(rows, answer{"id": row.Id, "name": row.Name, "kernel_version": row.KernelVersion})
	}
	return answer{"rows": rows}, nil
}

func sign(c command) (answer, error) {
	// This SDK holds a path decoded; net/http encodes it when it is sent.
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
	return answer{"authorization": headers["Authorization"]}, nil
}

func version(command) (answer, error) {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == sdk {
			return answer{"sdk": sdk, "version": module.Version}, nil
		}
	}
	return nil, errors.New("built without " + sdk)
}

func main() {
	actions := map[string]func(command) (answer, error){"list": list, "sign": sign, "version": version}
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
		told, err := actions[c.Do](c)
		if err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(told); err != nil {
			log.Fatal(err)
		}
	}
}
