#!/usr/bin/env bash
# In OpenAPI 3.0, `allOf` with one reference is how a property adds a description to a shared schema, because what stands
# beside `$ref` is ignored (https://spec.openapis.org/oas/v3.0.3.html#reference-object). For Java, swagger-codegen makes a
# class of each such property, which extends the class of the shared schema. If that schema is a string, there is no such
# class, because the generator writes String in its place: the client does not compile.
# Observed: swagger-codegen 3.0.61. Needs Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet dependency:copy -Dartifact=io.swagger.codegen.v3:swagger-codegen-cli:3.0.61 -DoutputDirectory=.
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /thing:
    get:
      operationId: getThing
      responses:
        '200': {description: A thing, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        name: {$ref: '#/components/schemas/Name'}
        title: {description: The title., allOf: [$ref: '#/components/schemas/Name']}
        owner: {description: The owner., allOf: [$ref: '#/components/schemas/Person']}
    Name: {type: string}
    Person: {type: object, properties: {name: {type: string}}}
YAML
java -jar swagger-codegen-cli-3.0.61.jar generate -i api.yaml -l java -o client --model-package model >generated.log 2>&1
cd client/src/main/java/model
grep '= null;$' Thing.java | tee "$folder/seen"
grep -h '^public class AllOf' ./*.java | tee -a "$folder/seen"
ls | grep -E '^(Name|Person)' | tee -a "$folder/seen"
cd "$folder"
diff seen - <<'SEEN'
  private String name = null;
  private AllOfThingTitle title = null;
  private AllOfThingOwner owner = null;
public class AllOfThingOwner extends Person {
public class AllOfThingTitle extends Name {
Person.java
SEEN
