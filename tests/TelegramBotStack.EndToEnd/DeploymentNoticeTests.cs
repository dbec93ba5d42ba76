using System.Globalization;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class DeploymentNoticeTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task The_owner_is_told_how_deployments_and_rollbacks_end_and_a_silent_chat_fails_nothing()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        var alerts = $"alerts:\n  chat: {ada.Id.ToString(CultureInfo.InvariantCulture)}\n";
        await ada.Send("/start");
        repository.Configure(edit: text => text + alerts);

        var first = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        (await Told(ada)).ShouldStartWith($"DeployUp of {repository.Name} on 127.0.0.1: release {first} answers after ");

        repository.Configure("exit-at-once", version: 2, edit: text => text + alerts);
        (await repository.DeployUp()).ShouldEndWith(3);
        var failed = await Told(ada);
        failed.ShouldStartWith($"DeployUp of {repository.Name} on 127.0.0.1 failed: TBS4003");
        failed.ShouldEndWith($"Release {first} answers.");

        repository.Configure(version: 3, edit: text => text + "alerts:\n  chat: 999999999999\n");
        (await repository.DeployUp()).ShouldEndWith(0).Screen.ShouldContain("chat 999999999999 was not told");

        repository.Configure(version: 3, edit: text => text + alerts);
        (await repository.Rollback()).ShouldEndWith(0);
        (await Told(ada)).ShouldStartWith($"Rollback of {repository.Name} on 127.0.0.1: release {first} answers after ");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    // The bot itself answers "/start", which nobody waits for here.
    private static async Task<string> Told(SimulatedUser ada)
    {
        var reply = await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken);
        return reply.Text == "/start" ? await Told(ada) : reply.Text!;
    }
}
