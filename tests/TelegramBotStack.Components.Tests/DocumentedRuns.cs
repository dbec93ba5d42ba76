namespace TelegramBotStack.Components.Tests;

/// <summary>
/// For each command that a document shows, target and parameters without their values, the test that runs it as a person would, or
/// why none does.
/// </summary>
internal static class DocumentedRuns
{
    /// <summary>What a reason begins with.</summary>
    public const string NotRun = "not run: ";

    private const string Alerts = "AlertTestTests.AlertTest_reaches_a_user_who_started_the_bot_and_names_a_chat_that_is_not_there";
    private const string DeployInit = "DeployInitTests.DeployInit_writes_a_deploy_yaml_for_a_host_that_was_tried_and_nothing_when_something_fails";
    private const string Deployed = "DocumentedTargetsTests.What_the_documents_show_for_looking_after_a_deployed_bot_works_as_it_is_written_there";
    private const string NewUser = "NewUserTests.From_an_empty_folder_to_a_deployed_bot_as_the_page_shows_it_in_less_than_three_minutes";
    private const string Restores = "RestoreTests.A_restore_replaces_the_data_as_a_whole_and_one_that_fails_leaves_the_old_data";
    private const string Rollbacks = "RollbackTests.Deployments_that_failed_leave_the_way_back_and_the_history_tells_of_each";
    private const string ScaffoldedBot = "ScaffoldedBotTests.A_new_echo_bot_builds_passes_its_tests_and_talks";
    private const string Scaffolds = "DocumentedScaffoldTests.What_the_documents_show_for_beginning_a_bot_works_as_it_is_written_there";
    private const string Upgrades = "UpgradeTests.A_bot_moves_to_a_newer_stack_keeps_its_users_edits_and_is_as_before_when_that_fails_or_is_cut_off";
    private const string Validates = "ValidateTests.A_good_bot_is_found_good_without_a_second_build_and_two_handlers_for_one_command_are_found";
    private const string SetupInProcess = NotRun + "HostSetupTests do what it does, within the test's own process, on a Debian that has no Docker";
    private const string MigrateInBot = NotRun + "MigrationProcessTests run what it starts, the bot's own program, with the storages that are named here";

    public static IReadOnlyDictionary<string, string> Commands { get; } = new Dictionary<string, string>
    {
        ["--help"] = "HelpTests.Help_shows_every_target_and_every_parameter_with_what_it_is_for",
        ["AlertTest"] = Alerts,
        ["Backup"] = Restores,
        ["BackupList"] = "BackupScheduleTests.The_host_makes_copies_by_itself_and_the_next_backup_brings_them_home",
        ["BackupVerify"] = NotRun + "each backup is proven by the same code when it is made, in BackupUnderLoadTests and RestoreTests",
        ["Benchmark"] = NotRun + "it takes the machine for a quarter of an hour",
        ["Demo"] = NotRun + "NewUserTests and HandoverTests do what it shows; it alone would add two minutes to each run",
        ["DeployDown"] = Deployed,
        ["DeployDown --purge"] = Rollbacks,
        ["DeployExport --export-to"] = "ExportTests.An_exported_release_runs_with_Docker_alone_and_brings_its_data_along",
        ["DeployHistory"] = Rollbacks,
        ["DeployInit"] = DeployInit,
        ["DeployInit --deploy-host"] = DeployInit,
        ["DeployLogs"] = Rollbacks,
        ["DeployLogs --follow"] = Deployed,
        ["DeployLogs --since"] = Deployed,
        ["DeployRestart"] = "RestartTests.A_restarted_bot_goes_on_answering_in_a_new_process_and_passes_verification",
        ["DeployStatus"] = Rollbacks,
        ["DeployStatus --all-bots"] = Deployed,
        ["DeployStatus --deploy-to"] = NewUser,
        ["DeployUp"] = Rollbacks,
        ["DeployUp --deploy-to"] = NewUser,
        ["DeployUp --dry-run"] = "UnchangedTests.A_dry_run_says_what_would_be_done_and_changes_nothing",
        ["DeployVerify"] = Deployed,
        ["Dev"] = "DevTests.A_save_reaches_the_bot_a_crash_waits_for_the_next_one_and_Ctrl_C_leaves_nothing_behind",
        ["Doctor"] = Deployed,
        ["Doctor --doctor-check"] = Deployed,
        ["Doctor --fix"] = Deployed,
        ["Doctor --json"] = Deployed,
        ["Format"] = ScaffoldedBot,
        ["HostSetup"] = SetupInProcess,
        ["HostSetup --deploy-user"] = SetupInProcess,
        ["HostSetup --deploy-user --log-limit --swap-size"] = SetupInProcess,
        ["HostSetup --swap-size"] = SetupInProcess,
        ["HostTrust"] = Deployed,
        ["HostTrust --trust-again"] = Deployed,
        ["Migrate --dry-run --storage-from --storage-to"] = MigrateInBot,
        ["Migrate --storage-from --storage-to"] = MigrateInBot,
        ["Monitor"] = "MonitorTests.Monitor_shows_all_bots_of_the_host_with_their_rates_agrees_with_the_health_check_and_tells_who_does_not_answer",
        ["Pack"] = NewUser,
        ["Playground"] = NewUser,
        ["Publish --dry-run --publish-source"] = "PublishTests.The_packages_of_these_sources_are_pushed_to_a_directory_once_and_a_key_is_never_shown",
        ["Restore"] = Restores,
        ["Restore --backup-id"] = Restores,
        ["Rollback"] = "HandoverTests.Ten_deployments_and_rollbacks_under_load_lose_nothing_and_answer_nothing_twice",
        ["Rollback --deploy-to"] = NotRun + "RollbackTests and EnvironmentTests run the two parts; it is printed after a first deployment, which has nothing to go back to",
        ["Rollback --release-id"] = Deployed,
        ["Rollback --with-data"] = "RollbackWithDataTests.Each_deployment_makes_a_backup_or_is_refused_and_a_rollback_brings_the_data_back_with_the_release",
        ["SandboxDown"] = NewUser,
        ["SandboxUp"] = NewUser,
        ["Scaffold"] = NotRun + "without a name it asks, which ScaffoldQuestionsTests do at a terminal of Spectre.Console's",
        ["Scaffold --bot-feed --bot-name --bot-output"] = NewUser,
        ["Scaffold --bot-feed --bot-name --bot-output --bot-template"] = ScaffoldedBot,
        ["Scaffold --bot-name"] = Scaffolds,
        ["Scaffold --bot-name --bot-storage --bot-template"] = Scaffolds,
        ["Scaffold --bot-name --bot-template"] = Scaffolds,
        ["SecretsKey"] = Deployed,
        ["SecretsKey --secrets-identity"] = Deployed,
        ["SecretsList"] = "SecretsSetTests.A_value_is_nowhere_in_the_repositorys_history_the_logs_or_the_process_list",
        ["SecretsPush"] = "SecretsPushTests.A_changed_secret_reaches_the_bot_without_a_build_and_is_rolled_back",
        ["SecretsRotate"] = "SecretsSetTests.A_kill_at_any_moment_loses_no_secret_and_no_key",
        ["SecretsRotate --recipient-add"] = Deployed,
        ["SecretsRotate --recipient-remove"] = Deployed,
        ["SecretsSet --deploy-to --secret-name"] = NewUser,
        ["SecretsSet --secret-file --secret-name"] = Deployed,
        ["SecretsSet --secret-name"] = "SecretsSetTests.A_value_is_nowhere_in_the_repositorys_history_the_logs_or_the_process_list",
        ["SshKey"] = "DeployInitTests.SshKey_names_the_key_in_deploy_yaml_and_changes_nothing_else_there",
        ["Templates"] = Scaffolds,
        ["Test"] = NewUser,
        ["Test --test-filter"] = ScaffoldedBot,
        ["Upgrade"] = Upgrades,
        ["Upgrade --dry-run"] = Upgrades,
        ["Validate"] = Validates,
        ["Validate --deploy-to"] = NewUser,
        ["Validate --sarif --strict-checks"] = Validates,
        ["Validate --strict-checks"] = Validates,
        ["Validate --validate-check"] = Validates,
    };
}
