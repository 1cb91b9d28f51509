// Makes calls with the vendor's SDK for Go. benches/peers/README.md describes the arguments and the output.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/config"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	gaussdb "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/gaussdb/v3/model"
)

type options struct {
	endpoint, credentials, engine, expected string
	inFlight                                int
	warmUp, measured                        time.Duration
}

func main() {
	options := read()
	client := connect(options)
	if options.warmUp > 0 {
		calls(client, options, options.warmUp)
		fmt.Println("warm")
	}
	began, before := time.Now(), cpuSeconds()
	latencies := calls(client, options, options.measured)
	seconds, cpu := time.Since(began).Seconds(), cpuSeconds()-before
	sort.Slice(latencies, func(a, b int) bool { return latencies[a] < latencies[b] })
	result := map[string]any{
		"calls": len(latencies), "seconds": seconds, "cpu_seconds": cpu,
		"p50_ns": latencies[len(latencies)*50/100], "p99_ns": latencies[len(latencies)*99/100], "peak_kib": peakKiB(),
	}
	check(json.NewEncoder(os.Stdout).Encode(result))
}

func read() options {
	if len(os.Args) != 8 {
		log.Fatal("usage: PEER ENDPOINT CREDENTIALS ENGINE EXPECTED IN_FLIGHT WARM_UP SECONDS")
	}
	inFlight, err := strconv.Atoi(os.Args[5])
	check(err)
	return options{
		os.Args[1], os.Args[2], os.Args[3], os.Args[4], inFlight, seconds(os.Args[6]), seconds(os.Args[7]),
	}
}

func connect(options options) *gaussdb.GaussDBClient {
	if options.credentials == "token" {
		log.Fatal("this SDK has no such mode: it signs with access keys")
	}
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("BENCH_ACCESS_KEY_ID")).WithSk(os.Getenv("BENCH_SECRET_KEY")).
		WithProjectId(os.Getenv("BENCH_PROJECT_ID")).SafeBuild()
	check(err)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = options.inFlight // the default keeps 2 connections
	caller, err := gaussdb.GaussDBClientBuilder().
		WithEndpoints([]string{options.endpoint}).
		WithCredential(credentials).
		WithHttpConfig(config.DefaultHttpConfig().WithTimeout(30 * time.Second).WithHttpTransport(transport)).
		SafeBuild()
	check(err)
	return gaussdb.NewGaussDBClient(caller)
}

// Returns the kernel version of the first row, or the error code that the service returned.
func call(client *gaussdb.GaussDBClient, engine string) string {
	// ContentType is mandatory in this SDK's request.
	response, err := client.ListHtapDataStore(&model.ListHtapDataStoreRequest{
		EngineName: engine, ContentType: "application/json",
	})
	var refused *sdkerr.ServiceResponseError
	if errors.As(err, &refused) {
		return refused.ErrorCode
	}
	check(err)
	return *(*response.Datastores)[0].KernelVersion
}

// Makes calls for some time, at least one in each goroutine, and returns their times in nanoseconds.
func calls(client *gaussdb.GaussDBClient, options options, measured time.Duration) []uint32 {
	end := time.Now().Add(measured)
	parts := make([][]uint32, options.inFlight)
	var group sync.WaitGroup
	for index := range parts {
		group.Add(1)
		go func(index int) {
			defer group.Done()
			for {
				began := time.Now()
				answer := call(client, options.engine)
				parts[index] = append(parts[index], uint32(time.Since(began)))
				if answer != options.expected {
					log.Fatalf("expected %s, got %s", options.expected, answer)
				}
				if time.Now().After(end) {
					return
				}
			}
		}(index)
	}
	group.Wait()
	var all []uint32
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

// The peak of the resident memory.
func peakKiB() int {
	status, err := os.ReadFile("/proc/self/status")
	check(err)
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	peak, err := strconv.Atoi(strings.Fields(after)[0])
	check(err)
	return peak
}

func seconds(text string) time.Duration {
	value, err := strconv.ParseFloat(text, 64)
	check(err)
	return time.Duration(value * float64(time.Second))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
