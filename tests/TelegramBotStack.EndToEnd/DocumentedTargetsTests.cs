using System.Text.RegularExpressions;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>Commands that the documents show and no other test runs, on one deployed bot.</summary>
public class DocumentedTargetsTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task What_the_documents_show_for_looking_after_a_deployed_bot_works_as_it_is_written_there()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new FaultyRepository(await sandbox.HostAsync(), telegram);
        var bot = repository.Bot;
        // An identity is never inside the repository.
        var outside = Directory.CreateTempSubdirectory("botstack-test-");
        var first = (await bot.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString()!;
        repository.Configure(text => text.Replace("TESTBOT_VERSION: \"1\"", "TESTBOT_VERSION: \"2\"", StringComparison.Ordinal));
        (await bot.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.ShouldGetAnEcho("good morning");

        await Prints("Active", "DeployLogs", "--since", "15m");
        await FollowsTheLog();
        await Prints(bot.Name, "DeployStatus", "--all-bots");
        await Prints("Bot", "Doctor", "--doctor-check", "Host", "Bot");
        await Prints("deploy.yaml", "Doctor", "--doctor-check", "configuration", "security");
        await Prints("deploy.yaml", "Doctor", "--fix");
        await Prints("deploy.yaml", "Doctor", "--doctor-check", "Configuration", "--json");
        await Prints("age1", "SecretsKey");
        var colleague = Regex.Match(
            (await bot.Run("SecretsKey", "--secrets-identity", Path.Combine(outside.FullName, "ci-identity"))).ShouldEndWith(0).Output, "age1[0-9a-z]+").Value;
        await Prints("KEY", "SecretsSet", "--secret-name", "KEY", "--secret-file", repository.Write("key.txt", "a value"));
        await Prints("", "SecretsRotate", "--recipient-add", colleague);
        await Prints("", "SecretsRotate", "--recipient-remove", colleague);
        await Prints("ssh-ed25519", "HostTrust");
        await Prints("ssh-ed25519", "HostTrust", "--trust-again");
        await Prints("", "DeployVerify");
        await Prints(first, "Rollback", "--release-id", first, "--yes");
        await Prints("", "DeployDown", "--yes");

        (await bot.Run("DeployDown", "--purge", "--yes", "--skip-backup")).ShouldEndWith(0);
        outside.Delete(recursive: true);

        async Task Prints(string text, params string[] command) =>
            (await bot.Run(command)).ShouldEndWith(0).Output.ShouldContain(text, customMessage: string.Join(' ', command));

        async Task FollowsTheLog()
        {
            using var log = Deployer.Start(bot, "DeployLogs", "--follow");
            await log.Printed("Active").WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            log.Interrupt();
            var ended = (await log.Ended(TimeSpan.FromMinutes(1))).ShouldEndWith(0);
            (ended.Output + ended.Screen).ShouldContain("No longer following. The bot goes on");
            (ended.Output + ended.Screen).ShouldNotContain("taken back");
        }
    }
}
