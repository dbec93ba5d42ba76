using TelegramBotStack.Components;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Build.Packages;

/// <summary>This repository's own build: the targets of a bot's build, and what makes the packages.</summary>
internal sealed class Build : NukeBuild, ITelegramBot, IScaffold, IPack
{
    public static int Main() => Execute<Build>(x => ((ITelegramBot)x).Test);
}
