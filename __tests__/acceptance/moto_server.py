"""
moto's server, with what its version 5.2.1 takes and does not give back. Without this, every plan of the real provider
would set these attributes again. Each correction says what AWS does.
"""

import sys

from moto.autoscaling.models import FakeAutoScalingGroup, FakeScalingPolicy
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.server import main

# Describe calls answer with the group's warm-up, lifetime and maintenance policy; an update may change them, and
# whether capacity is rebalanced.
GROUP_SETTINGS = {
    "DefaultInstanceWarmup": "default_instance_warmup",
    "MaxInstanceLifetime": "max_instance_lifetime",
    "InstanceMaintenancePolicy": "instance_maintenance_policy",
    "CapacityRebalance": "capacity_rebalance",
}


def remembering(action):
    def remember(self):
        result = action(self)
        parameters = self._get_params()
        group = self.autoscaling_backend.autoscaling_groups[parameters["AutoScalingGroupName"]]
        for parameter, attribute in GROUP_SETTINGS.items():
            if parameter in parameters:
                setattr(group, attribute, parameters[parameter])
        return result

    return remember


AutoScalingResponse.create_auto_scaling_group = remembering(AutoScalingResponse.create_auto_scaling_group)
AutoScalingResponse.update_auto_scaling_group = remembering(AutoScalingResponse.update_auto_scaling_group)
for name in ("default_instance_warmup", "max_instance_lifetime", "instance_maintenance_policy"):
    setattr(FakeAutoScalingGroup, name, None)

# An update that says nothing of what is launched leaves it as it is.
update_group = FakeAutoScalingGroup.update


def keeping_policy(self, **named):
    kept = self.mixed_instances_policy
    update_group(self, **named)
    if not any(named.get(one) for one in ("launch_config_name", "launch_template", "mixed_instances_policy")):
        self.mixed_instances_policy = kept


FakeAutoScalingGroup.update = keeping_policy


# A refresh is started, is listed, and replaces instances in its own time.
def start_instance_refresh(self):
    parameters = self._get_params()
    group = self.autoscaling_backend.autoscaling_groups[parameters["AutoScalingGroupName"]]
    refresh = {
        "InstanceRefreshId": f"refresh-{len(group.refreshes) + 1}",
        "AutoScalingGroupName": group.name,
        "Status": "Successful",
        "Preferences": parameters.get("Preferences", {}),
    }
    group.refreshes = [refresh, *group.refreshes]
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def describe_instance_refreshes(self):
    group = self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
    return ActionResult({"InstanceRefreshes": group.refreshes})


FakeAutoScalingGroup.refreshes = []
AutoScalingResponse.start_instance_refresh = start_instance_refresh
AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes

# A policy is enabled unless it was disabled, and one that predicts nothing has no prediction.
FakeScalingPolicy.enabled = True
make_policy = FakeScalingPolicy.__init__


def without_empty_prediction(self, *arguments, **named):
    make_policy(self, *arguments, **named)
    self.predictive_scaling_configuration = self.predictive_scaling_configuration or None


FakeScalingPolicy.__init__ = without_empty_prediction



# Policies and scheduled actions are named within their group: two groups may each have one of a name.
def put_within_group(action, collection, parameter):
    def put(self):
        result = action(self)
        items = getattr(self.autoscaling_backend, collection)
        name = self._get_param(parameter)
        items[(self._get_param("AutoScalingGroupName"), name)] = items.pop(name)
        return result

    return put


def delete_within_group(collection, parameter):
    def delete(self):
        key = (self._get_param("AutoScalingGroupName"), self._get_param(parameter))
        getattr(self.autoscaling_backend, collection).pop(key, None)
        return EmptyResult()

    return delete


AutoScalingResponse.put_scaling_policy = put_within_group(
    AutoScalingResponse.put_scaling_policy, "policies", "PolicyName"
)
AutoScalingResponse.delete_policy = delete_within_group("policies", "PolicyName")
AutoScalingResponse.put_scheduled_update_group_action = put_within_group(
    AutoScalingResponse.put_scheduled_update_group_action, "scheduled_actions", "ScheduledActionName"
)
AutoScalingResponse.delete_scheduled_action = delete_within_group("scheduled_actions", "ScheduledActionName")

# The tags of a launch template itself are no specification of what it launches.
make_template = LaunchTemplate.__init__


def without_own_tags(self, backend, name, template_data, version_description, tag_spec):
    specifications = template_data.get("TagSpecifications", [])
    own = [one for one in specifications if one.get("ResourceType") != "launch-template"]
    make_template(self, backend, name, {**template_data, "TagSpecifications": own}, version_description, tag_spec)


LaunchTemplate.__init__ = without_own_tags

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
