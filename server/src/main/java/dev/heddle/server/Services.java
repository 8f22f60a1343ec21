package dev.heddle.server;

import dev.heddle.engine.Engine;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.artifacts.SignedObjects;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.platform.queues.Queues;
import dev.heddle.platform.queues.dispatch.Dispatcher;
import dev.heddle.platform.scripts.ScriptUploads;
import dev.heddle.platform.sensor.Sensors;
import java.util.Optional;

/**
 * What the API makes available.
 *
 * @param signed stored objects by signed URL; empty if another server has them
 */
public record Services(
    Engine engine,
    Executions executions,
    Provenance provenance,
    Inquiries inquiries,
    ResponseHandles handles,
    Workflows workflows,
    Actions actions,
    Definitions definitions,
    Packs packs,
    Automation automation,
    Configurations configurations,
    Sensors sensors,
    Consumers consumers,
    Keys keys,
    PackInstaller installer,
    Policies policies,
    Queues queues,
    Dispatcher dispatcher,
    Notifications notifications,
    Subscriptions subscriptions,
    Access access,
    VersionedArtifacts artifacts,
    ScriptUploads scripts,
    Optional<SignedObjects> signed,
    Workforce workers) {}
