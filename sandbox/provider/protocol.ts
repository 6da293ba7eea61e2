import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import { parse, type Type } from 'protobufjs';

/**
 * The part of Terraform's plugin protocol 5 that a provider answers: messages with the field numbers that the wire
 * needs (facts from the public definition, tfplugin5.proto of hashicorp/terraform-plugin-go).
 */
const MESSAGES = `
syntax = "proto3";
package tfplugin5;
message DynamicValue { bytes msgpack = 1; bytes json = 2; }
message Step { oneof selector { string attribute_name = 1; string element_key_string = 2; int64 element_key_int = 3; } }
message AttributePath { repeated Step steps = 1; }
message Diagnostic { int32 severity = 1; string summary = 2; string detail = 3; AttributePath attribute = 4; }
message RawState { bytes json = 1; }
message Attribute {
  string name = 1; bytes type = 2; bool required = 4; bool optional = 5; bool computed = 6; bool sensitive = 7;
  bool deprecated = 9; bool write_only = 10;
}
message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3; int64 min_items = 4; int64 max_items = 5; }
message Block { int64 version = 1; repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; }
message Schema { int64 version = 1; Block block = 2; }
message Capabilities { bool plan_destroy = 1; bool get_provider_schema_optional = 2; }
message GetSchemaRequest {}
message GetSchemaResponse {
  Schema provider = 1; map<string, Schema> resource_schemas = 2; map<string, Schema> data_source_schemas = 3;
  repeated Diagnostic diagnostics = 4; Capabilities server_capabilities = 6;
}
message PrepareProviderConfigRequest { DynamicValue config = 1; }
message PrepareProviderConfigResponse { DynamicValue prepared_config = 1; repeated Diagnostic diagnostics = 2; }
message ConfigureRequest { DynamicValue config = 2; }
message ConfigureResponse { repeated Diagnostic diagnostics = 1; }
message ValidateResourceTypeConfigRequest { string type_name = 1; DynamicValue config = 2; }
message ValidateResourceTypeConfigResponse { repeated Diagnostic diagnostics = 1; }
message ValidateDataSourceConfigRequest { string type_name = 1; DynamicValue config = 2; }
message ValidateDataSourceConfigResponse { repeated Diagnostic diagnostics = 1; }
message UpgradeResourceStateRequest { string type_name = 1; int64 version = 2; RawState raw_state = 3; }
message UpgradeResourceStateResponse { DynamicValue upgraded_state = 1; repeated Diagnostic diagnostics = 2; }
message ReadResourceRequest { string type_name = 1; DynamicValue current_state = 2; bytes private = 3; }
message ReadResourceResponse { DynamicValue new_state = 1; repeated Diagnostic diagnostics = 2; bytes private = 3; }
message PlanResourceChangeRequest {
  string type_name = 1; DynamicValue prior_state = 2; DynamicValue proposed_new_state = 3; DynamicValue config = 4;
  bytes prior_private = 5;
}
message PlanResourceChangeResponse {
  DynamicValue planned_state = 1; repeated AttributePath requires_replace = 2; bytes planned_private = 3;
  repeated Diagnostic diagnostics = 4; bool legacy_type_system = 5;
}
message ApplyResourceChangeRequest {
  string type_name = 1; DynamicValue prior_state = 2; DynamicValue planned_state = 3; DynamicValue config = 4;
  bytes planned_private = 5;
}
message ApplyResourceChangeResponse {
  DynamicValue new_state = 1; bytes private = 2; repeated Diagnostic diagnostics = 3; bool legacy_type_system = 4;
}
message ImportResourceStateRequest { string type_name = 1; string id = 2; }
message ImportedResource { string type_name = 1; DynamicValue state = 2; bytes private = 3; }
message ImportResourceStateResponse { repeated ImportedResource imported_resources = 1; repeated Diagnostic diagnostics = 2; }
message ReadDataSourceRequest { string type_name = 1; DynamicValue config = 2; }
message ReadDataSourceResponse { DynamicValue state = 1; repeated Diagnostic diagnostics = 2; }
message StopRequest {}
message StopResponse { string error = 1; }
`;

const { root } = parse(MESSAGES, { keepCase: true });
const message = (name: string): Type => root.lookupType(`tfplugin5.${name}`);

const METHODS = [
  'GetSchema',
  'PrepareProviderConfig',
  'Configure',
  'ValidateResourceTypeConfig',
  'ValidateDataSourceConfig',
  'UpgradeResourceState',
  'ReadResource',
  'PlanResourceChange',
  'ApplyResourceChange',
  'ImportResourceState',
  'ReadDataSource',
  'Stop',
] as const;
export type Method = (typeof METHODS)[number];

/** A response that was encoded beforehand passes through as bytes. */
function definitionOf(method: Method): MethodDefinition<object, object> {
  const request = message(`${method}Request`);
  const response = message(`${method}Response`);
  return {
    path: `/tfplugin5.Provider/${method}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => Buffer.from(request.encode(value).finish()),
    requestDeserialize: (bytes) => request.toObject(request.decode(bytes), { defaults: true, longs: Number }),
    responseSerialize: (value) =>
      Buffer.isBuffer(value) ? value : Buffer.from(response.encode(response.fromObject(value)).finish()),
    responseDeserialize: (bytes) => response.toObject(response.decode(bytes), { defaults: true, longs: Number }),
  };
}

export const providerService: ServiceDefinition = Object.fromEntries(
  METHODS.map((method) => [method, definitionOf(method)]),
);

export function encodedResponse(method: Method, value: object): Buffer {
  const response = message(`${method}Response`);
  return Buffer.from(response.encode(response.fromObject(value)).finish());
}
