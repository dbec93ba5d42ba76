using System.Text.Json;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RecoveryTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_out_of_memory_or_hung_a_bot_answers_again_and_one_that_crashes_for_ever_is_named_with_its_cause()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var repository = new BotRepository(host, telegram);
        repository.Configure("obedient", edit: text => text.Replace(
            "environment:\n", "resources:\n  memory: 160m\nenvironment:\n  BOTSTACK_HANG_AFTER: \"8\"\n", StringComparison.Ordinal));
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        var docker = new SandboxDocker(host);

        await docker.KillProcessOf(repository);
        (await Until(repository, status => status is { IsAnswering: true, Code: "TBS9005" })).Cause.ShouldNotBeNull().ShouldContain("killed");
        await Echo("after a kill");

        await ada.Send("eat memory");
        (await Until(repository, status => status is { IsAnswering: true, Code: "TBS9003" })).Cause.ShouldNotBeNull().ShouldContain("160 MB");
        (await Reply()).ShouldBe("eat memory", "it is redelivered after the crash");

        await ada.Send("hang");
        await Until(repository, status => status is { IsAnswering: true, Code: "TBS9001" });
        await Echo("after a hang");

        await ada.Send("crash for ever");
        var looping = await Until(repository, status => status is { IsAnswering: false, Code: "TBS9002" });
        looping.Cause.ShouldNotBeNull().ShouldContain("crashes for ever as it was told to");
        var shown = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0);
        shown.Json.GetProperty("isAnswering").GetBoolean().ShouldBeFalse();
        shown.Json.GetProperty("code").GetString().ShouldBe("TBS9002");
        shown.Json.GetProperty("mend").GetString().ShouldNotBeNull().ShouldContain("Rollback");
        shown.Screen.ShouldContain("does not answer");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task Echo(string text)
        {
            await ada.Send(text);
            var replies = new List<string>();
            do
            {
                replies.Add(await Reply());
            }
            while (replies[^1] != text);
        }

        async Task<string> Reply() => (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text;
    }

    [Fact]
    public async Task A_bot_whose_data_disk_is_full_goes_on_answering_says_so_and_is_well_again_when_there_is_room()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var repository = new BotRepository(host, telegram);
        repository.Configure("obedient");
        await using var disk = await SmallDisk.MakeAsync(megabytes: 8);
        await disk.HoldDataOf(repository, new SandboxDocker(host));
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("fill the disk");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("filled");
        var full = await Until(repository, status => status is { IsAnswering: true, Code: "TBS9007" });
        await ada.Send("still there?");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("still there?");

        full.Instances[0].Status.ShouldNotBeNull().DataFreeBytes.ShouldNotBeNull().ShouldBeLessThan(1 << 20);
        await ada.Send("free the disk");
        await Until(repository, status => status is { IsAnswering: true, Code: null });
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private async Task<StatusReport> Until(BotRepository repository, Func<StatusReport, bool> condition)
    {
        var settings = await DeployFile.LoadAsync(repository.Directory, environment: null, Cancellation);
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var status = await DeployStatus.RunAsync(settings, new OperationRequest(), Cancellation);
            if (condition(status))
            {
                output.WriteLine($"{TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s: {status.Code} {status.Cause}");
                return status;
            }

            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(120), JsonSerializer.Serialize(status));
            await Task.Delay(100, Cancellation);
        }
    }
}
