using CsCheck;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Tests.Diagnosis;

public class BotHealthTests
{
    private static readonly string[] Codes = ["conflict", "poll-failed", "hung", "crashed", "token-revoked", "telegram-unreachable"];

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_bot_that_polls_has_nothing_wrong_with_it_and_answers()
    {
        var facts = Facts(Active());

        BotHealth.Judge(facts).ShouldBeEmpty();
        BotHealth.Answers(facts, []).ShouldBeTrue();
    }

    [Fact]
    public void A_bot_asked_one_second_after_its_start_is_starting_and_not_failed()
    {
        var started = Process() with { StartedAt = Now.AddSeconds(-1) };
        var silent = new BotFacts(started, Status: null, Now);
        var starting = Facts(Active() with { State = InstanceState.Starting, StartedAt = Now.AddSeconds(-1), LastPollAt = null, ActiveSince = null }, started);

        BotHealth.Judge(silent).ShouldBeEmpty();
        BotHealth.Judge(starting).ShouldBeEmpty();
        BotHealth.Answers(silent, []).ShouldBeFalse();
        BotHealth.Answers(starting, []).ShouldBeFalse();
    }

    [Fact]
    public void The_status_file_of_the_run_before_is_not_taken_for_this_runs()
    {
        var restarted = Process() with { StartedAt = Now.AddSeconds(-5) };
        var ofTheRunBefore = Active() with { StartedAt = Now.AddHours(-1), HeartbeatAt = Now.AddSeconds(-40), LastPollAt = Now.AddSeconds(-40) };

        var facts = Facts(ofTheRunBefore, restarted);

        facts.IsStatusCurrent.ShouldBeFalse();
        BotHealth.Judge(facts).ShouldBeEmpty();
        BotHealth.Answers(facts, []).ShouldBeFalse();
    }

    [Fact]
    public void The_last_words_of_a_run_that_ended_a_moment_ago_are_not_taken_for_those_of_the_next()
    {
        // Docker starts the first times after 100 ms: hardly later than the run before began.
        var restarted = Process() with
        {
            ExitCode = 78, Restarts = 1, StartedAt = Now.AddMilliseconds(-100), EndedAt = Now.AddMilliseconds(-300),
        };
        var ofTheRunBefore = Active() with
        {
            State = InstanceState.Failed, StartedAt = Now.AddSeconds(-1), HeartbeatAt = Now.AddMilliseconds(-400),
            LastError = Error("token-revoked", TimeSpan.FromMilliseconds(400)), PreviousRun = new PreviousRun(Now.AddSeconds(-2), InstanceState.Active, null),
        };

        var facts = Facts(ofTheRunBefore, restarted);

        facts.IsStatusCurrent.ShouldBeFalse();
        BotHealth.Judge(facts).ShouldHaveSingleItem().Code.ShouldBe(DeployErrors.TokenRefusedCode);
        Facts(ofTheRunBefore with { HeartbeatAt = Now.AddMilliseconds(-50) }, restarted).IsStatusCurrent.ShouldBeTrue("it was written after the last end");
    }

    [Fact]
    public void A_conflict_of_the_past_is_no_finding() =>
        BotHealth.Judge(Facts(Active() with { Conflicts = 7, LastError = Error("conflict", TimeSpan.FromMinutes(5)) })).ShouldBeEmpty();

    [Fact]
    public void A_conflict_of_now_is_named_and_the_bot_still_answers()
    {
        var facts = Facts(Active() with { Conflicts = 7, LastError = Error("conflict", TimeSpan.FromSeconds(5)) });

        var findings = BotHealth.Judge(facts);

        findings.ShouldHaveSingleItem().Code.ShouldBe(DeployErrors.ForeignConsumerCode);
        BotHealth.Answers(facts, findings).ShouldBeTrue();
    }

    [Fact]
    public void An_error_before_the_last_good_poll_is_no_finding() =>
        BotHealth.Judge(Facts(Active() with { LastError = Error("poll-failed", TimeSpan.FromSeconds(30)), LastPollAt = Now.AddSeconds(-3) })).ShouldBeEmpty();

    [Fact]
    public void A_bot_that_gets_no_poll_answered_is_not_healthy_because_its_process_lives()
    {
        var silent = Active() with { LastPollAt = Now.AddMinutes(-5), ActiveSince = Now.AddHours(-1) };

        First(silent).Code.ShouldBe(BotFindings.HungCode);
        First(silent with { LastError = Error("poll-failed", TimeSpan.FromSeconds(2)) }).Code.ShouldBe(BotFindings.TelegramUnreachableCode);
        BotHealth.Answers(Facts(silent), BotHealth.Judge(Facts(silent))).ShouldBeFalse();
    }

    [Fact]
    public void A_heart_that_stands_still_is_a_hang_and_on_a_full_disk_it_is_the_disk()
    {
        var still = Active() with { HeartbeatAt = Now.AddSeconds(-30) };

        First(still).Code.ShouldBe(BotFindings.HungCode);
        First(still with { DataFreeBytes = 0 }).Code.ShouldBe(BotFindings.DataDiskFullCode);
        First(Active() with { DataFreeBytes = 4096 }).Code.ShouldBe(BotFindings.DataDiskFullCode);
    }

    [Theory]
    [InlineData(137, true, null, BotFindings.OutOfMemoryCode)]
    [InlineData(1, false, "crashed", BotFindings.CrashLoopCode)]
    [InlineData(75, false, "hung", BotFindings.HungCode)]
    [InlineData(78, false, "token-revoked", DeployErrors.TokenRefusedCode)]
    [InlineData(78, false, "token-missing", BotFindings.BadConfigurationCode)]
    public void A_bot_that_is_started_again_and_again_is_named_with_what_ends_it(int exitCode, bool outOfMemory, string? said, string code)
    {
        var status = Active() with { State = said is null ? InstanceState.Active : InstanceState.Failed, LastError = said is null ? null : Error(said, TimeSpan.FromSeconds(2)) };
        var waiting = new BotFacts(Process() with { IsRestarting = true, Restarts = 4, ExitCode = exitCode, StartedAt = Now.AddSeconds(-4), EndedAt = Now.AddSeconds(-2) }, status, Now)
        {
            LastEnd = new ProcessEnd(Now.AddSeconds(-2), exitCode, outOfMemory),
        };
        var running = waiting with { Process = Process() with { Restarts = 4, StartedAt = Now.AddSeconds(-1), EndedAt = Now.AddSeconds(-2) } };

        BotHealth.Judge(waiting)[0].ShouldSatisfyAllConditions(finding => finding.Code.ShouldBe(code), finding => finding.IsProblem.ShouldBeTrue());
        BotHealth.Judge(running)[0].Code.ShouldBe(code);
        BotHealth.Answers(running, BotHealth.Judge(running)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(137, true, null, BotFindings.OutOfMemoryCode)]
    [InlineData(75, false, "hung", BotFindings.HungCode)]
    [InlineData(1, false, "crashed", BotFindings.RestartedCode)]
    [InlineData(137, false, null, BotFindings.RestartedCode)]
    public void A_bot_that_recovered_answers_and_the_cause_is_a_warning(int exitCode, bool outOfMemory, string? said, string code)
    {
        var process = Process() with { Restarts = 1, StartedAt = Now.AddMinutes(-5) };
        var status = Active() with
        {
            StartedAt = Now.AddMinutes(-5),
            PreviousRun = new PreviousRun(Now.AddMinutes(-6), said is null ? InstanceState.Active : InstanceState.Failed, said is null ? null : Error(said, TimeSpan.FromMinutes(6))),
        };
        var facts = Facts(status, process) with { LastEnd = new ProcessEnd(Now.AddMinutes(-6), exitCode, outOfMemory) };

        var finding = BotHealth.Judge(facts).ShouldHaveSingleItem();

        finding.Code.ShouldBe(code);
        finding.IsProblem.ShouldBeFalse();
        BotHealth.Answers(facts, [finding]).ShouldBeTrue();
        BotHealth.Judge(facts with { Now = Now.AddDays(2), Status = status with { HeartbeatAt = Now.AddDays(2), LastPollAt = Now.AddDays(2) } })
            .ShouldBeEmpty("a restart of the day before yesterday is no news");
    }

    [Fact]
    public void The_end_of_an_earlier_run_is_not_taken_for_the_last_one()
    {
        var crashed = Process() with { IsRestarting = true, Restarts = 1, ExitCode = 134, EndedAt = Now };
        var facts = new BotFacts(crashed, Active(), Now) { LastEnd = new ProcessEnd(Now.AddMinutes(-1), 0, OutOfMemory: true) };

        BotHealth.Judge(facts).ShouldHaveSingleItem().Code.ShouldBe(BotFindings.CrashLoopCode);
    }

    [Fact]
    public void A_hang_is_known_from_the_bots_own_last_words_when_Docker_has_forgotten()
    {
        var status = Active() with { StartedAt = Now.AddMinutes(-5), PreviousRun = new PreviousRun(Now.AddMinutes(-6), InstanceState.Failed, Error("hung", TimeSpan.FromMinutes(6))) };

        First(status, Process() with { Restarts = 1, StartedAt = Now.AddMinutes(-5) }).Code.ShouldBe(BotFindings.HungCode);
    }

    [Fact]
    public void A_bot_that_has_ended_says_why()
    {
        var ended = Process() with { IsRunning = false, ExitCode = 78, EndedAt = Now.AddMinutes(-1) };

        First(Active() with { State = InstanceState.Failed, LastError = Error("token-revoked", TimeSpan.FromMinutes(1)) }, ended).Code.ShouldBe(DeployErrors.TokenRefusedCode);
        First(Active() with { State = InstanceState.Stopped }, ended with { ExitCode = 0 }).Code.ShouldBe(BotFindings.EndedCode);
    }

    [Fact]
    public void A_standby_is_a_finding_only_when_nobody_is_active()
    {
        var standby = Active() with { State = InstanceState.Standby, StartedAt = Now.AddMinutes(-5) };
        var process = Process() with { StartedAt = Now.AddMinutes(-5) };

        First(standby, process).Code.ShouldBe(BotFindings.NobodyActiveCode);
        BotHealth.Judge(Facts(standby, process) with { OtherIsActive = true }).ShouldBeEmpty();
        var forAnotherHost = Facts(standby with { StandsByFor = "elsewhere" }, process);
        BotHealth.Judge(forAnotherHost).ShouldBeEmpty();
        BotHealth.Answers(forAnotherHost, []).ShouldBeTrue();
    }

    [Fact]
    public void A_kept_release_without_restart_policy_and_a_log_without_limit_are_found()
    {
        var facts = Facts(Active(), Process() with { RestartPolicy = "no", UnlimitedLog = "json-file" });

        BotHealth.Judge(facts).Select(finding => finding.Code).ShouldBe([BotFindings.LogUnlimitedCode]);
        BotHealth.Judge(facts with { IsKept = true }).Select(finding => finding.Code)
            .ShouldBe([BotFindings.NotKeptRunningCode, BotFindings.LogUnlimitedCode]);
    }

    [Fact]
    public void One_failed_update_is_no_news_and_one_in_ten_is()
    {
        BotHealth.Judge(Facts(Active() with { Updates = new UpdateCounts(1000, 0, 0, 1) })).ShouldBeEmpty();
        First(Active() with { Updates = new UpdateCounts(90, 0, 0, 10) }).Code.ShouldBe(BotFindings.HandlersFailCode);
    }

    [Fact]
    public void Whatever_is_seen_each_finding_has_a_code_a_cause_and_a_mend_and_a_bot_that_is_down_never_answers() =>
        Gen.Select(Gen.Enum<InstanceState>(), Gen.Int[-5, 200], Gen.Int[0, 200], Gen.Int[0, 6], Gen.Bool, Gen.Bool)
            .Select(Gen.Int[0, Codes.Length - 1].Select(index => Codes[index]))
            .Sample((seen, code) =>
            {
                var (state, age, uptime, restarts, runs, restarting) = seen;
                var exitCode = age + restarts;
                var process = Process() with
                {
                    IsRunning = runs, IsRestarting = runs && restarting, Restarts = restarts, ExitCode = exitCode,
                    StartedAt = Now.AddSeconds(-uptime), EndedAt = Now.AddSeconds(-uptime - 1),
                };
                var facts = Facts(
                    Active() with { State = state, StartedAt = Now.AddSeconds(-uptime), HeartbeatAt = Now.AddSeconds(-age), LastError = Error(code, TimeSpan.FromSeconds(age)) }, process);

                var findings = BotHealth.Judge(facts);

                findings.ShouldAllBe(finding => finding.Code.StartsWith("TBS") && finding.Cause.Length > 20 && finding.Mend.Length > 10);
                if (!runs || restarting)
                {
                    findings.ShouldContain(finding => finding.IsProblem);
                    BotHealth.Answers(facts, findings).ShouldBeFalse();
                }
            });

    private static Finding First(InstanceStatus status, ProcessState? process = null) => BotHealth.Judge(Facts(status, process))[0];

    private static BotFacts Facts(InstanceStatus status, ProcessState? process = null) => new(process ?? Process(), status, Now);

    private static ProcessState Process() => new(IsRunning: true, ExitCode: 0, Restarts: 0, OutOfMemory: false)
    {
        StartedAt = Now.AddHours(-1), RestartPolicy = "unless-stopped",
    };

    private static InstanceStatus Active() => new()
    {
        Instance = "a.1",
        State = InstanceState.Active,
        StartedAt = Now.AddHours(-1),
        HeartbeatAt = Now.AddSeconds(-1),
        ActiveSince = Now.AddHours(-1),
        LastPollAt = Now.AddSeconds(-10),
        PollsAnswered = 100,
        DataFreeBytes = 1L << 30,
    };

    private static InstanceError Error(string code, TimeSpan ago) => new(Now - ago, code, $"What the bot said of '{code}'.");
}
