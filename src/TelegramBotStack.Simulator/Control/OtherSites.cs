using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.Control;

/// <summary>Keeps the pages of other sites in the developer's browser from doing anything here.</summary>
internal static class OtherSites
{
    /// <summary>A browser says where a request comes from; a program says nothing.</summary>
    public static void Refuse(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var isForeign = request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            // Not said on connections that a browser does not trust. The origin is no help behind a proxy, which has another name.
            "" => origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}",
            "same-origin" or "none" => false,
            _ => true,
        };
        if (isForeign)
        {
            throw new ControlException(403, "A page of another site may not do that.");
        }
    }
}
