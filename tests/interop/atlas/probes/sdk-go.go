package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	gaussdb "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3/model"
)

func main() {
	credentials := basic.NewCredentialsBuilder().WithAk("ak").WithSk("sk").WithProjectId(os.Getenv("PROJECT")).Build()
	client := gaussdb.NewGaussDBClient(gaussdb.GaussDBClientBuilder().
		WithEndpoints([]string{os.Getenv("URL")}).WithCredential(credentials).Build())
	answer, err := client.ListHtapDataStore(&model.ListHtapDataStoreRequest{
		EngineName: os.Getenv("ENGINE"), ContentType: "application/json",
	})
	var refused *sdkerr.ServiceResponseError
	switch {
	case errors.As(err, &refused):
		fmt.Printf("error %T %d %s %s\n", err, refused.StatusCode, cmp.Or(refused.ErrorCode, "-"), cmp.Or(refused.RequestId, "-"))
	case err != nil:
		fmt.Printf("error %T - - -\n", err)
	case answer.Datastores == nil:
		fmt.Println("ok", answer.HttpStatusCode, "nil", "-")
	case len(*answer.Datastores) == 0:
		fmt.Println("ok", answer.HttpStatusCode, "[]", "-")
	default:
		name, _ := json.Marshal((*answer.Datastores)[0].Name)
		fmt.Println("ok", answer.HttpStatusCode, string(name), "-")
	}
}
