package dev.heddle.cli;

import dev.heddle.cli.command.ActionCommand;
import dev.heddle.cli.command.ActionDeleteCommand;
import dev.heddle.cli.command.ActionExecuteCommand;
import dev.heddle.cli.command.ActionListCommand;
import dev.heddle.cli.command.ActionSearchCommand;
import dev.heddle.cli.command.ActionShowCommand;
import dev.heddle.cli.command.ArtifactCommand;
import dev.heddle.cli.command.ArtifactDeleteCommand;
import dev.heddle.cli.command.ArtifactDownloadCommand;
import dev.heddle.cli.command.ArtifactListCommand;
import dev.heddle.cli.command.ArtifactShowCommand;
import dev.heddle.cli.command.ArtifactUploadCommand;
import dev.heddle.cli.command.AuditCommand;
import dev.heddle.cli.command.AuditListCommand;
import dev.heddle.cli.command.AuditVerifyCommand;
import dev.heddle.cli.command.AuthCommand;
import dev.heddle.cli.command.AuthLoginCommand;
import dev.heddle.cli.command.AuthLogoutCommand;
import dev.heddle.cli.command.AuthRefreshCommand;
import dev.heddle.cli.command.AuthTokenCommand;
import dev.heddle.cli.command.AuthTokenCreateCommand;
import dev.heddle.cli.command.AuthTokenListCommand;
import dev.heddle.cli.command.AuthTokenRevokeCommand;
import dev.heddle.cli.command.AuthWhoamiCommand;
import dev.heddle.cli.command.BenchCommand;
import dev.heddle.cli.command.CompletionCommand;
import dev.heddle.cli.command.ConfigCommand;
import dev.heddle.cli.command.ConfigGetCommand;
import dev.heddle.cli.command.ConfigListCommand;
import dev.heddle.cli.command.ConfigPathCommand;
import dev.heddle.cli.command.ConfigProfilesCommand;
import dev.heddle.cli.command.ConfigSetCommand;
import dev.heddle.cli.command.ConfigUseCommand;
import dev.heddle.cli.command.Context;
import dev.heddle.cli.command.DoctorCommand;
import dev.heddle.cli.command.EventCommand;
import dev.heddle.cli.command.EventListCommand;
import dev.heddle.cli.command.EventReplayCommand;
import dev.heddle.cli.command.EventShowCommand;
import dev.heddle.cli.command.ExecutionCancelCommand;
import dev.heddle.cli.command.ExecutionCommand;
import dev.heddle.cli.command.ExecutionListCommand;
import dev.heddle.cli.command.ExecutionLogsCommand;
import dev.heddle.cli.command.ExecutionPauseCommand;
import dev.heddle.cli.command.ExecutionPruneCommand;
import dev.heddle.cli.command.ExecutionRerunCommand;
import dev.heddle.cli.command.ExecutionResultCommand;
import dev.heddle.cli.command.ExecutionResumeCommand;
import dev.heddle.cli.command.ExecutionRetryCommand;
import dev.heddle.cli.command.ExecutionShowCommand;
import dev.heddle.cli.command.ExecutionWatchCommand;
import dev.heddle.cli.command.ExplainCommand;
import dev.heddle.cli.command.ExplainEventCommand;
import dev.heddle.cli.command.ExplainExecutionCommand;
import dev.heddle.cli.command.GraphCommand;
import dev.heddle.cli.command.IdentityCommand;
import dev.heddle.cli.command.IdentityCreateCommand;
import dev.heddle.cli.command.IdentityListCommand;
import dev.heddle.cli.command.IdentityResetAdminCommand;
import dev.heddle.cli.command.IdentityTokenCommand;
import dev.heddle.cli.command.InquiryCommand;
import dev.heddle.cli.command.InquiryListCommand;
import dev.heddle.cli.command.InquiryRespondCommand;
import dev.heddle.cli.command.KeyCommand;
import dev.heddle.cli.command.KeyDeleteCommand;
import dev.heddle.cli.command.KeyGetCommand;
import dev.heddle.cli.command.KeyListCommand;
import dev.heddle.cli.command.KeySetCommand;
import dev.heddle.cli.command.PackCommand;
import dev.heddle.cli.command.PackConfigCommand;
import dev.heddle.cli.command.PackCreateCommand;
import dev.heddle.cli.command.PackInstallCommand;
import dev.heddle.cli.command.PackKeygenCommand;
import dev.heddle.cli.command.PackListCommand;
import dev.heddle.cli.command.PackLockCommand;
import dev.heddle.cli.command.PackSearchCommand;
import dev.heddle.cli.command.PackShowCommand;
import dev.heddle.cli.command.PackSignCommand;
import dev.heddle.cli.command.PackTestCommand;
import dev.heddle.cli.command.PackUninstallCommand;
import dev.heddle.cli.command.PackUpdateCommand;
import dev.heddle.cli.command.PackUploadCommand;
import dev.heddle.cli.command.PackVerifyCommand;
import dev.heddle.cli.command.PolicyCommand;
import dev.heddle.cli.command.PolicyDeleteCommand;
import dev.heddle.cli.command.PolicyListCommand;
import dev.heddle.cli.command.PolicySetCommand;
import dev.heddle.cli.command.PolicyShowCommand;
import dev.heddle.cli.command.QueueCancelCommand;
import dev.heddle.cli.command.QueueCommand;
import dev.heddle.cli.command.QueueCreateCommand;
import dev.heddle.cli.command.QueueDeleteCommand;
import dev.heddle.cli.command.QueueItemsCommand;
import dev.heddle.cli.command.QueueListCommand;
import dev.heddle.cli.command.QueuePauseCommand;
import dev.heddle.cli.command.QueuePushCommand;
import dev.heddle.cli.command.QueueResumeCommand;
import dev.heddle.cli.command.QueueShowCommand;
import dev.heddle.cli.command.QueueUpdateCommand;
import dev.heddle.cli.command.RuleCommand;
import dev.heddle.cli.command.RuleCreateCommand;
import dev.heddle.cli.command.RuleDeleteCommand;
import dev.heddle.cli.command.RuleDisableCommand;
import dev.heddle.cli.command.RuleEnableCommand;
import dev.heddle.cli.command.RuleListCommand;
import dev.heddle.cli.command.RuleShowCommand;
import dev.heddle.cli.command.RuleUpdateCommand;
import dev.heddle.cli.command.RunCommand;
import dev.heddle.cli.command.ScheduleBackfillCommand;
import dev.heddle.cli.command.ScheduleCommand;
import dev.heddle.cli.command.ScheduleListCommand;
import dev.heddle.cli.command.SchedulePauseCommand;
import dev.heddle.cli.command.ScheduleResumeCommand;
import dev.heddle.cli.command.ScheduleShowCommand;
import dev.heddle.cli.command.SensorCommand;
import dev.heddle.cli.command.SensorListCommand;
import dev.heddle.cli.command.SensorLogsCommand;
import dev.heddle.cli.command.SensorShowCommand;
import dev.heddle.cli.command.ServerCommand;
import dev.heddle.cli.command.SubscriptionCommand;
import dev.heddle.cli.command.SubscriptionCreateCommand;
import dev.heddle.cli.command.SubscriptionDeleteCommand;
import dev.heddle.cli.command.SubscriptionDeliveriesCommand;
import dev.heddle.cli.command.SubscriptionDisableCommand;
import dev.heddle.cli.command.SubscriptionEnableCommand;
import dev.heddle.cli.command.SubscriptionListCommand;
import dev.heddle.cli.command.SubscriptionRetryCommand;
import dev.heddle.cli.command.SubscriptionShowCommand;
import dev.heddle.cli.command.TriggerCommand;
import dev.heddle.cli.command.TriggerListCommand;
import dev.heddle.cli.command.TriggerShowCommand;
import dev.heddle.cli.command.ValidateCommand;
import dev.heddle.cli.command.WebhookCommand;
import dev.heddle.cli.command.WebhookCreateCommand;
import dev.heddle.cli.command.WebhookDisableCommand;
import dev.heddle.cli.command.WebhookRegenerateCommand;
import dev.heddle.cli.command.WorkerCommand;
import dev.heddle.cli.command.WorkerListCommand;
import dev.heddle.cli.command.WorkflowCommand;
import dev.heddle.cli.command.WorkflowDeleteCommand;
import dev.heddle.cli.command.WorkflowExecuteCommand;
import dev.heddle.cli.command.WorkflowListCommand;
import dev.heddle.cli.command.WorkflowShowCommand;
import dev.heddle.cli.command.WorkflowUploadCommand;
import picocli.CommandLine;

/** All commands there are, in the order help shows them. */
final class CommandTree {

  private CommandTree() {}

  static void addTo(CommandLine heddle, Context context) {
    heddle.addSubcommand(new RunCommand(context));
    heddle.addSubcommand(new ValidateCommand(context));
    heddle.addSubcommand(new GraphCommand(context));
    heddle.addSubcommand(workflows(context));
    heddle.addSubcommand(actions(context));
    heddle.addSubcommand(executions(context));
    heddle.addSubcommand(explain(context));
    heddle.addSubcommand(events(context));
    heddle.addSubcommand(rules(context));
    heddle.addSubcommand(triggers(context));
    heddle.addSubcommand(webhooks(context));
    heddle.addSubcommand(sensors(context));
    heddle.addSubcommand(schedules(context));
    heddle.addSubcommand(queues(context));
    heddle.addSubcommand(subscriptions(context));
    heddle.addSubcommand(inquiries(context));
    heddle.addSubcommand(keys(context));
    heddle.addSubcommand(artifacts(context));
    heddle.addSubcommand(packs(context));
    heddle.addSubcommand(policies(context));
    heddle.addSubcommand(identities(context));
    heddle.addSubcommand(audit(context));
    heddle.addSubcommand(new AuthLoginCommand(context));
    heddle.addSubcommand(new AuthLogoutCommand(context));
    heddle.addSubcommand(authentication(context));
    heddle.addSubcommand(configuration(context));
    heddle.addSubcommand(new ServerCommand(context));
    heddle.addSubcommand(new BenchCommand());
    heddle.addSubcommand(new DoctorCommand(context));
    heddle.addSubcommand(workers(context));
    heddle.addSubcommand(new CompletionCommand(context));
  }

  private static CommandLine workflows(Context context) {
    return new CommandLine(new WorkflowCommand())
        .addSubcommand(new WorkflowListCommand(context))
        .addSubcommand(new WorkflowShowCommand(context))
        .addSubcommand(new WorkflowUploadCommand(context))
        .addSubcommand(new WorkflowExecuteCommand(context))
        .addSubcommand(new WorkflowDeleteCommand(context));
  }

  private static CommandLine actions(Context context) {
    return new CommandLine(new ActionCommand())
        .addSubcommand(new ActionListCommand(context))
        .addSubcommand(new ActionSearchCommand(context))
        .addSubcommand(new ActionShowCommand(context))
        .addSubcommand(new ActionExecuteCommand(context))
        .addSubcommand(new ActionDeleteCommand(context));
  }

  private static CommandLine executions(Context context) {
    return new CommandLine(new ExecutionCommand())
        .addSubcommand(new ExecutionListCommand(context))
        .addSubcommand(new ExecutionShowCommand(context))
        .addSubcommand(new ExecutionWatchCommand(context))
        .addSubcommand(new ExecutionLogsCommand(context))
        .addSubcommand(new ExecutionResultCommand(context))
        .addSubcommand(new ExecutionPauseCommand(context))
        .addSubcommand(new ExecutionResumeCommand(context))
        .addSubcommand(new ExecutionCancelCommand(context))
        .addSubcommand(new ExecutionRetryCommand(context))
        .addSubcommand(new ExecutionRerunCommand(context))
        .addSubcommand(new ExecutionPruneCommand(context));
  }

  private static CommandLine explain(Context context) {
    return new CommandLine(new ExplainCommand())
        .addSubcommand(new ExplainExecutionCommand(context))
        .addSubcommand(new ExplainEventCommand(context));
  }

  private static CommandLine events(Context context) {
    return new CommandLine(new EventCommand())
        .addSubcommand(new EventListCommand(context))
        .addSubcommand(new EventShowCommand(context))
        .addSubcommand(new EventReplayCommand(context));
  }

  private static CommandLine rules(Context context) {
    return new CommandLine(new RuleCommand())
        .addSubcommand(new RuleListCommand(context))
        .addSubcommand(new RuleShowCommand(context))
        .addSubcommand(new RuleCreateCommand(context))
        .addSubcommand(new RuleUpdateCommand(context))
        .addSubcommand(new RuleEnableCommand(context))
        .addSubcommand(new RuleDisableCommand(context))
        .addSubcommand(new RuleDeleteCommand(context));
  }

  private static CommandLine triggers(Context context) {
    return new CommandLine(new TriggerCommand())
        .addSubcommand(new TriggerListCommand(context))
        .addSubcommand(new TriggerShowCommand(context));
  }

  private static CommandLine webhooks(Context context) {
    return new CommandLine(new WebhookCommand())
        .addSubcommand(new WebhookCreateCommand(context))
        .addSubcommand(new WebhookRegenerateCommand(context))
        .addSubcommand(new WebhookDisableCommand(context));
  }

  private static CommandLine sensors(Context context) {
    return new CommandLine(new SensorCommand())
        .addSubcommand(new SensorListCommand(context))
        .addSubcommand(new SensorShowCommand(context))
        .addSubcommand(new SensorLogsCommand(context));
  }

  private static CommandLine schedules(Context context) {
    return new CommandLine(new ScheduleCommand())
        .addSubcommand(new ScheduleListCommand(context))
        .addSubcommand(new ScheduleShowCommand(context))
        .addSubcommand(new SchedulePauseCommand(context))
        .addSubcommand(new ScheduleResumeCommand(context))
        .addSubcommand(new ScheduleBackfillCommand(context));
  }

  private static CommandLine artifacts(Context context) {
    return new CommandLine(new ArtifactCommand())
        .addSubcommand(new ArtifactListCommand(context))
        .addSubcommand(new ArtifactShowCommand(context))
        .addSubcommand(new ArtifactUploadCommand(context))
        .addSubcommand(new ArtifactDownloadCommand(context))
        .addSubcommand(new ArtifactDeleteCommand(context));
  }

  private static CommandLine queues(Context context) {
    return new CommandLine(new QueueCommand())
        .addSubcommand(new QueueListCommand(context))
        .addSubcommand(new QueueShowCommand(context))
        .addSubcommand(new QueueCreateCommand(context))
        .addSubcommand(new QueueUpdateCommand(context))
        .addSubcommand(new QueueDeleteCommand(context))
        .addSubcommand(new QueuePauseCommand(context))
        .addSubcommand(new QueueResumeCommand(context))
        .addSubcommand(new QueueItemsCommand(context))
        .addSubcommand(new QueuePushCommand(context))
        .addSubcommand(new QueueCancelCommand(context));
  }

  private static CommandLine subscriptions(Context context) {
    return new CommandLine(new SubscriptionCommand())
        .addSubcommand(new SubscriptionListCommand(context))
        .addSubcommand(new SubscriptionShowCommand(context))
        .addSubcommand(new SubscriptionCreateCommand(context))
        .addSubcommand(new SubscriptionEnableCommand(context))
        .addSubcommand(new SubscriptionDisableCommand(context))
        .addSubcommand(new SubscriptionDeleteCommand(context))
        .addSubcommand(new SubscriptionDeliveriesCommand(context))
        .addSubcommand(new SubscriptionRetryCommand(context));
  }

  private static CommandLine inquiries(Context context) {
    return new CommandLine(new InquiryCommand())
        .addSubcommand(new InquiryListCommand(context))
        .addSubcommand(new InquiryRespondCommand(context));
  }

  private static CommandLine workers(Context context) {
    return new CommandLine(new WorkerCommand(context))
        .addSubcommand(new WorkerListCommand(context));
  }

  private static CommandLine keys(Context context) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeySetCommand(context))
        .addSubcommand(new KeyGetCommand(context))
        .addSubcommand(new KeyListCommand(context))
        .addSubcommand(new KeyDeleteCommand(context));
  }

  private static CommandLine identities(Context context) {
    return new CommandLine(new IdentityCommand())
        .addSubcommand(new IdentityListCommand(context))
        .addSubcommand(new IdentityCreateCommand(context))
        .addSubcommand(new IdentityTokenCommand(context))
        .addSubcommand(new IdentityResetAdminCommand(context));
  }

  private static CommandLine packs(Context context) {
    return new CommandLine(new PackCommand())
        .addSubcommand(new PackCreateCommand(context))
        .addSubcommand(new PackInstallCommand(context))
        .addSubcommand(new PackUploadCommand(context))
        .addSubcommand(new PackListCommand(context))
        .addSubcommand(new PackShowCommand(context))
        .addSubcommand(new PackConfigCommand(context))
        .addSubcommand(new PackUpdateCommand(context))
        .addSubcommand(new PackTestCommand(context))
        .addSubcommand(new PackSearchCommand(context))
        .addSubcommand(new PackKeygenCommand(context))
        .addSubcommand(new PackSignCommand(context))
        .addSubcommand(new PackVerifyCommand(context))
        .addSubcommand(new PackLockCommand(context))
        .addSubcommand(new PackUninstallCommand(context));
  }

  private static CommandLine policies(Context context) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyListCommand(context))
        .addSubcommand(new PolicyShowCommand(context))
        .addSubcommand(new PolicySetCommand(context))
        .addSubcommand(new PolicyDeleteCommand(context));
  }

  private static CommandLine audit(Context context) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditListCommand(context))
        .addSubcommand(new AuditVerifyCommand(context));
  }

  private static CommandLine authentication(Context context) {
    CommandLine tokens =
        new CommandLine(new AuthTokenCommand())
            .addSubcommand(new AuthTokenCreateCommand(context))
            .addSubcommand(new AuthTokenListCommand(context))
            .addSubcommand(new AuthTokenRevokeCommand(context));
    return new CommandLine(new AuthCommand())
        .addSubcommand(new AuthLoginCommand(context))
        .addSubcommand(new AuthLogoutCommand(context))
        .addSubcommand(new AuthWhoamiCommand(context))
        .addSubcommand(new AuthRefreshCommand(context))
        .addSubcommand(tokens);
  }

  private static CommandLine configuration(Context context) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new ConfigListCommand(context))
        .addSubcommand(new ConfigGetCommand(context))
        .addSubcommand(new ConfigSetCommand(context))
        .addSubcommand(new ConfigPathCommand(context))
        .addSubcommand(new ConfigProfilesCommand(context))
        .addSubcommand(new ConfigUseCommand(context));
  }
}
