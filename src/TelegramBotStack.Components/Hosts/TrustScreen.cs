using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Shows the keys of a host, and asks whether they may be pinned.</summary>
internal static class TrustScreen
{
    public static void Show(Screen screen, HopTrust hop)
    {
        screen.Line($"{hop.Name} shows:");
        foreach (var key in hop.Keys)
        {
            var remark = key.State switch
            {
                HostKeyState.Pinned => "pinned",
                HostKeyState.Changed => $"CHANGED, pinned is {key.PinnedFingerprint}",
                _ => "not pinned",
            };
            screen.Line($"  {key.Type,-20} {key.Fingerprint}  {remark}");
        }
    }

    public static Task<bool> AskAsync(HostContext context, HopTrust hop, CancellationToken cancellationToken)
    {
        Show(context.Screen, hop);
        return context.ConfirmAsync(
            hop.State == HostTrustState.Changed
                ? "Pin these keys in the place of the old ones?"
                : "Pin these keys, and refuse any other from now on?",
            cancellationToken,
            isUsual: false);
    }
}
