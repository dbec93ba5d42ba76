using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class CrashLoopTests(SandboxFixture sandbox)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_that_crashes_for_ever_is_backed_up_and_replaced_whether_it_runs_or_waits_to_be_started()
    {
        var host = await sandbox.HostAsync();
        var docker = new SandboxDocker(host);
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var repository = new BotRepository(host, telegram);
        repository.Configure("obedient");
        (await repository.DeployUp()).ShouldEndWith(0);
        var container = await docker.ContainerOf(repository);
        var ada = telegram.CreateUser("Ada");

        // From its first crashes on, so that the copies fall between starts as well.
        await ada.Send("crash for ever");
        await Until("restarting");
        (await repository.Run("Backup", "--json")).ShouldEndWith(0);
        (await repository.Run("Backup", "--json")).ShouldEndWith(0);
        (await docker.Run("inspect", "--format", "{{.State.Paused}} {{.HostConfig.RestartPolicy.Name}}", container)).ShouldBe("false unless-stopped");

        repository.Configure(version: 2, edit: text => text.Replace("before-deploy: false", "before-deploy: true", StringComparison.Ordinal));
        await Until("restarting");
        var replaced = (await repository.DeployUp()).ShouldEndWith(0);

        replaced.Json.GetProperty("previous").GetString().ShouldNotBeNullOrEmpty("what waits to be started again is no leftover");
        await ada.Send("well again?");
        while ((await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text != "well again?")
        {
        }

        (await docker.ContainerOf(repository)).ShouldNotContain(container);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task Until(string status)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            while (await docker.Run("inspect", "--format", "{{.State.Status}}", container) != status)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
