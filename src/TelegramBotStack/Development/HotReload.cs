using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using TelegramBotStack.Development;

[assembly: MetadataUpdateHandler(typeof(HotReload))]

namespace TelegramBotStack.Development;

/// <summary>
/// Called by the runtime when the code of the running bot was changed. A changed handler is in effect with that; a changed
/// list of handlers is not, since what makes the list has run already: then the bot has to be started again.
/// </summary>
internal static class HotReload
{
    private static Action? s_startAgain;
    private static Dictionary<string, string> s_known = [];

    /// <summary>Begins to look at changes, when this program can be changed at all.</summary>
    /// <param name="startAgain">Called when a change needs a new start.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program cannot be changed, so that none of this runs.")]
    public static void Begin(Action startAgain)
    {
        if (!MetadataUpdater.IsSupported || Assembly.GetEntryAssembly() is not { } program)
        {
            return;
        }

        s_known = RegistrationCode.Of(program.GetTypes());
        s_startAgain = startAgain;
    }

    /// <summary>Named and called as <see cref="MetadataUpdateHandlerAttribute"/> says.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program cannot be changed, so that none of this runs.")]
    internal static void UpdateApplication(Type[]? updated)
    {
        if (s_startAgain is { } startAgain
            && RegistrationCode.Of(updated ?? []).Any(method => s_known.GetValueOrDefault(method.Key) != method.Value))
        {
            startAgain();
        }
    }
}
