using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.Control;

/// <summary>Keeps the pages of other sites in the developer's browser from doing anything here.</summary>
internal static class OtherSites
{
    public static void Refuse(HttpRequest request)
    {
        // A browser names the site in each request that is not a plain GET of the site itself; a program names none.
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
        {
            throw new ControlException(403, $"A page of {origin} may not do that.");
        }
    }
}
