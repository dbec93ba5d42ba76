using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class FailedReleaseTests(SandboxFixture sandbox)
{
    [Theory]
    [InlineData("exit-at-once")]
    [InlineData("crash-after-3s")]
    [InlineData("hang-after-start")]
    [InlineData("hang-at-start")]
    public async Task A_bad_release_is_taken_back_and_the_old_one_answers_also_after_a_crash_of_its_own(string behaviour)
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        repository.Configure(behaviour, version: 2, window: "5s");
        var failed = (await repository.DeployUp()).ShouldEndWith(3);

        failed.Json.GetProperty("code").GetString().ShouldStartWith("TBS4");
        failed.Screen.ShouldContain("The last lines of the log");
        await ada.Send("still there?");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("still there?");

        await new SandboxDocker(host).KillProcessOf(repository);
        await ada.Send("and now?");
        var reply = await ada.NextReply(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        if (reply.Text == "still there?")
        {
            // Killed between the answer and the note that it was given, a bot answers again.
            reply = await ada.NextReply(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        reply.Text.ShouldBe("and now?");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_release_with_a_revoked_token_is_taken_back_and_the_old_one_answers()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        repository.Token = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var failed = (await repository.DeployUp()).ShouldEndWith(3);

        failed.Screen.ShouldContain("token");
        await ada.Send("still there?");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("still there?");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
