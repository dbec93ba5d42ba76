namespace TelegramBotStack.Components.Hosts;

/// <summary>The text of a new deploy.yaml; the keys of <c>host</c> are set in it afterwards.</summary>
internal static class NewDeployFile
{
    public static string Text(string bot, string project) => $"""
        # Where the bot runs. Deploy with: ./build.sh DeployUp   (see first what would happen: ./build.sh DeployUp --dry-run)

        bot:
          name: {bot}
          project: {project}

        host:
          # A server with SSH and Docker Engine; ./build.sh HostSetup installs it.
          address: unknown

        # Secrets are stored in this repository, encrypted. The first is the token that @BotFather gave you:
        #   ./build.sh SecretsSet --secret-name BOT_TOKEN
        # What is kept elsewhere is named here instead:
        # secrets:
        #   BOT_TOKEN:
        #     env: BOT_TOKEN

        # Settings that are no secrets:
        # environment:
        #   GREETING: Hello

        """.ReplaceLineEndings("\n");
}
