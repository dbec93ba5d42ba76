using System.Globalization;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class AlertTestTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task AlertTest_reaches_a_user_who_started_the_bot_and_names_a_chat_that_is_not_there()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/start");
        repository.Configure(edit: text => $"{text}alerts:\n  chat: {ada.Id.ToString(CultureInfo.InvariantCulture)}\n");

        (await repository.Run("AlertTest", "--json")).ShouldEndWith(0).Screen.ShouldContain("arrived everywhere");

        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldStartWith($"Test of the alerts of {repository.Name}");

        repository.Configure(edit: text => $"{text}alerts:\n  chat: 999999999999\n");
        var refused = (await repository.Run("AlertTest", "--json")).ShouldEndWith(1);
        refused.Json.GetProperty("code").GetString().ShouldBe("TBS6402");
        refused.Json.GetProperty("cause").GetString()!.ShouldContain("chat not found");
        refused.Output.ShouldNotContain(telegram.Token);
    }
}
