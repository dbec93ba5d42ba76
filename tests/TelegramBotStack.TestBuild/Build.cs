using TelegramBotStack.Components;

/// <summary>The build of a bot repository, as short as it can be.</summary>
sealed class Build : NukeBuild, ITelegramBot
{
    public static int Main() => Execute<Build>();
}
