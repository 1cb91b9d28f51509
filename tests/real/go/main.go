// Runs gophercloud against the sandbox: `gophercloud URL USER PASSWORD ACCOUNT PROJECT`. Each line of output is the
// result of a check, as JSON.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/catalog"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/domains"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/projects"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/users"
	"github.com/gophercloud/gophercloud/v2/pagination"
)

var (
	background                           = context.Background()
	url, user, password, domain, project string
	output                               = json.NewEncoder(os.Stdout)
)

func report(check string, value any, err error) {
	line := map[string]any{"check": check, "value": value}
	if err != nil {
		line["error"] = err.Error()
	}
	if err := output.Encode(line); err != nil {
		panic(err)
	}
}

func logIn(options gophercloud.AuthOptions, scope *gophercloud.AuthScope) (*gophercloud.ProviderClient, error) {
	options.IdentityEndpoint = url
	options.Scope = scope
	return openstack.AuthenticatedClient(background, options)
}

// scopeOf returns the name of the project or account of a new token.
func scopeOf(client *gophercloud.ProviderClient, err error) (string, error) {
	if err != nil {
		return "", err
	}
	created := client.GetAuthResult().(tokens.CreateResult)
	if project, err := created.ExtractProject(); err != nil || project != nil {
		return project.Name, err
	}
	domain, err := created.ExtractDomain()
	if err != nil || domain == nil {
		return "", err
	}
	return domain.Name, nil
}

func main() {
	url, user, password, domain, project = os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	named := gophercloud.AuthOptions{Username: user, Password: password, DomainName: domain, AllowReauth: true}
	ofProject := &gophercloud.AuthScope{ProjectName: project, DomainName: domain}

	client, err := logIn(named, ofProject)
	scope, err := scopeOf(client, err)
	report("token of a project", scope, err)
	if err != nil {
		os.Exit(1)
	}
	scope, err = scopeOf(logIn(named, &gophercloud.AuthScope{DomainName: domain}))
	report("token of an account", scope, err)
	scope, err = scopeOf(logIn(named, nil))
	report("token without scope", scope, err)
	scope, err = scopeOf(logIn(gophercloud.AuthOptions{TokenID: client.TokenID}, ofProject))
	report("token by token", scope, err)
	wrong := named
	wrong.Password = "wrong"
	_, err = logIn(wrong, ofProject)
	report("wrong password is 401", gophercloud.ResponseCodeIs(err, 401), nil)

	identity, err := openstack.NewIdentityV3(client, gophercloud.EndpointOpts{Availability: gophercloud.AvailabilityPublic})
	report("identity from the catalogue", err == nil, err)
	if err != nil {
		os.Exit(1)
	}
	listed(identity)
	ofToken(identity)
}

// all reads every page of a list.
func all[T any](pager pagination.Pager, extract func(pagination.Page) ([]T, error)) ([]T, error) {
	pages, err := pager.AllPages(background)
	if err != nil {
		return nil, err
	}
	return extract(pages)
}

func listed(identity *gophercloud.ServiceClient) {
	own, err := all(projects.ListAvailable(identity), projects.ExtractProjects)
	report("own projects", len(own) == 1 && own[0].Name == project, err)
	named, err := all(projects.List(identity, projects.ListOpts{Name: project}), projects.ExtractProjects)
	report("projects by name", len(named) == 1 && named[0].Name == project, err)
	unknown, err := all(projects.List(identity, projects.ListOpts{Name: "unknown"}), projects.ExtractProjects)
	report("no project of an unknown name", len(unknown) == 0, err)
	if len(own) > 0 {
		one, err := projects.Get(background, identity, own[0].ID).Extract()
		report("project by ID", err == nil && one.Name == project, err)
	}
	accounts, err := all(domains.ListAvailable(identity), domains.ExtractDomains)
	report("own accounts", len(accounts) == 1 && accounts[0].Name == domain, err)
	people, err := all(users.List(identity, users.ListOpts{Name: user}), users.ExtractUsers)
	report("users by name", len(people) == 1 && people[0].Name == user, err)
	services, err := all(catalog.List(identity), catalog.ExtractServiceCatalog)
	report("catalogue", len(services) > 0, err)
}

// ofToken shows, checks and revokes a token. The client then logs in again by itself.
func ofToken(identity *gophercloud.ServiceClient) {
	token := identity.Token()
	shown, err := tokens.Get(background, identity, token).ExtractProject()
	report("token shown", err == nil && shown != nil && shown.Name == project, err)
	valid, err := tokens.Validate(background, identity, token)
	report("token is valid", valid, err)
	report("token revoked", true, tokens.Revoke(background, identity, token).Err)
	_, err = projects.ListAvailable(identity).AllPages(background)
	report("login again after a 401", err == nil && identity.Token() != token, err)
	valid, err = tokens.Validate(background, identity, token)
	report("revoked token is not valid", !valid, err)
}
