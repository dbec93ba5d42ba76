using TelegramBotStack.Components;

/// <summary>The build of {{ name }}: <c>./build.sh --help</c> lists its targets and parameters.</summary>
class Build : NukeBuild, ITelegramBot
{
    public static int Main() => Execute<Build>(x => ((ITelegramBot)x).Test);
}
